using Thca.Core.Outcomes;

namespace Thca.Core.Errors;

/// <summary>Options are outside their range; every problem is listed at once.</summary>
/// <param name="problems">One line per offending setting: path, value, allowed range.</param>
public sealed class OptionsException(IReadOnlyList<string> problems)
    : ThcaException(ProblemCodes.OptionInvalid, string.Join(" ", problems))
{
    /// <summary>One line per offending setting.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;

    /// <summary>Throws when the list has an entry.</summary>
    public static void ThrowIfAny(IReadOnlyList<string> problems)
    {
        if (problems.Count > 0) throw new OptionsException(problems);
    }
}
