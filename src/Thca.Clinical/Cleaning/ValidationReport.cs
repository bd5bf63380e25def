using System.Globalization;
using Thca.Core.Errors;
using Thca.Core.Tables;

namespace Thca.Clinical.Cleaning;

/// <summary>All findings in a clinical table, in the order of its columns and rows.</summary>
/// <param name="Issues">The findings.</param>
public sealed record ValidationReport(IReadOnlyList<ValidationIssue> Issues)
{
    /// <summary>Number of findings of a severity.</summary>
    public int Count(IssueSeverity severity) => Issues.Count(i => i.Severity == severity);

    /// <summary>Whether some cells could not be read.</summary>
    public bool HasErrors => Issues.Any(i => i.Severity >= IssueSeverity.Error);

    /// <summary>Throws when the table cannot be used.</summary>
    /// <exception cref="TableException">The first five fatal findings in one message, under the code of the first.</exception>
    public void ThrowIfFatal()
    {
        ValidationIssue[] fatal = [.. Issues.Where(i => i.Severity == IssueSeverity.Fatal)];
        if (fatal.Length == 0) return;
        string more = fatal.Length > 5 ? FormattableString.Invariant($" (and {fatal.Length - 5} more)") : "";
        throw new TableException(string.Join(" ", fatal.Take(5).Select(i => i.Message)) + more, code: fatal[0].Code);
    }

    /// <summary>The findings as a table.</summary>
    public TextTable ToText() => new(
        ["Row", "PatientID", "Column", "Value", "Severity", "Code", "Message"],
        Issues.Select(i => (string[])
        [
            i.Row == 0 ? "" : i.Row.ToString(CultureInfo.InvariantCulture), i.PatientId, i.Column, i.Value, i.Severity.ToString().ToLowerInvariant(), i.Code, i.Message,
        ]),
        "validation");
}
