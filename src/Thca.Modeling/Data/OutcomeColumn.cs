using Thca.Core.Errors;
using Thca.Core.Features;
using Thca.Core.Tables;

namespace Thca.Modeling.Data;

/// <summary>The binary outcome of patients, read from one column of a table.</summary>
public sealed class OutcomeColumn
{
    private readonly Dictionary<string, bool?> _values;

    /// <summary>Creates an outcome.</summary>
    /// <param name="name">Name of the column.</param>
    /// <param name="values">Outcome by patient; null when unknown.</param>
    public OutcomeColumn(string name, IEnumerable<KeyValuePair<string, bool?>> values) =>
        (Name, _values) = (name, new Dictionary<string, bool?>(values, StringComparer.Ordinal));

    /// <summary>Name of the column.</summary>
    public string Name { get; }

    /// <summary>Number of patients with a known outcome.</summary>
    public int KnownCount => _values.Values.Count(v => v is not null);

    /// <summary>Outcome of a patient; null when unknown or absent.</summary>
    public bool? this[string patient] => _values.TryGetValue(patient, out bool? value) ? value : null;

    /// <summary>Reads <c>FILE:COLUMN</c> (split at the last colon).</summary>
    /// <param name="fileAndColumn">File and column.</param>
    /// <param name="positive">Label of the event, or null for 0/1, M0/M1, No/Yes.</param>
    /// <exception cref="TableException">The column is absent, or a cell is none of the allowed values.</exception>
    public static OutcomeColumn Read(string fileAndColumn, string? positive = null)
    {
        (string file, string column) = SplitReference(fileAndColumn);
        if (FeatureTableFile.FormatOf(file) == TableFormat.Csv) return From(TextTable.Read(file), column, positive);
        FeatureTable table = FeatureTableFile.Read(file, new FeatureTableReadOptions { IgnoreNonNumeric = true });
        double[] values = table[column].Values.ToArray();
        string source = Path.GetFileName(file);
        return new OutcomeColumn(column, table.Keys.Select((k, r) =>
            KeyValuePair.Create(k, double.IsNaN(values[r]) ? null : (bool?)Parse(NumberText.Format(values[r]), positive, source, r, column))));
    }

    /// <summary>Takes the outcome from a text table.</summary>
    /// <inheritdoc cref="Read" path="/param[@name='positive']"/>
    /// <exception cref="TableException">The column is absent, a patient repeats, or a cell is none of the allowed values.</exception>
    public static OutcomeColumn From(TextTable table, string column, string? positive = null)
    {
        int c = table.RequireColumn(column);
        int? key = table.Find(FeatureTable.PatientIdColumn);
        var values = new Dictionary<string, bool?>(StringComparer.Ordinal);
        for (int r = 0; r < table.RowCount; r++)
        {
            string patient = key is { } k ? table[r, k].Trim() : FormattableString.Invariant($"row-{r + 1:D5}");
            string cell = table[r, c].Trim();
            bool? value = cell is "" or "NA" or "NaN" ? null : Parse(cell, positive, table.Source, r, column);
            if (!values.TryAdd(patient, value)) throw new TableException($"{table.Source}: patient '{patient}' occurs more than once.", "Keep one row per patient.", Core.Outcomes.ProblemCodes.DuplicateId);
        }

        if (positive is not null && !values.ContainsValue(true))
            throw new TableException($"{table.Source}: no row of '{column}' is '{positive}'.", $"Levels: {string.Join(", ", table.Column(column).Distinct().Take(8))}.");
        return new OutcomeColumn(column, values);
    }

    /// <summary>Splits <c>FILE:COLUMN</c> at the last colon.</summary>
    /// <exception cref="TableException">There is no column part.</exception>
    public static (string File, string Column) SplitReference(string text)
    {
        int colon = text.LastIndexOf(':');
        if (colon > 0 && colon < text.Length - 1 && text.AsSpan(colon + 1).IndexOfAny('/', '\\') < 0) return (text[..colon], text[(colon + 1)..]);
        throw new TableException($"'{text}' does not name an outcome column.", "Write FILE:COLUMN, e.g. clinical.csv:M_stage.");
    }

    private static bool Parse(string cell, string? positive, string source, int row, string column)
    {
        if (positive is not null) return string.Equals(cell, positive, StringComparison.OrdinalIgnoreCase);
        return cell.ToUpperInvariant() switch
        {
            "0" or "0.0" or "M0" or "NO" => false,
            "1" or "1.0" or "M1" or "YES" => true,
            _ => throw new TableException(
                FormattableString.Invariant($"{source}, data row {row + 1}, outcome '{column}' is '{cell}'; expected 0/1, M0/M1 or No/Yes."),
                "Correct the cell, or name the level that counts as the event (--positive LEVEL)."),
        };
    }
}
