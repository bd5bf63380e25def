using Thca.Core.Outcomes;

namespace Thca.Core.Features;

/// <summary>How one case of a table went: the last two columns of every per-case table.</summary>
/// <param name="Code"><c>ok</c> or a problem code.</param>
/// <param name="Message">Details in one line; empty when there is nothing to say.</param>
public readonly record struct RowStatus(string Code, string Message)
{
    /// <summary>The case went well.</summary>
    public static RowStatus Ok { get; } = new(ProblemCodes.Ok, "");

    /// <summary>Whether the case went well.</summary>
    public bool IsOk => Code == ProblemCodes.Ok;

    /// <summary>The status of a case that failed.</summary>
    public static RowStatus From(Problem problem) => new(problem.Code, problem.Remedy.Length == 0 ? problem.Message : $"{problem.Message} {problem.Remedy}");
}
