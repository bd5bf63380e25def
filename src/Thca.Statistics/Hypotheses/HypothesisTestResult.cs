using Thca.Core.Outcomes;

namespace Thca.Statistics.Hypotheses;

/// <summary>The result of a hypothesis test, or the reason why there is none.</summary>
public sealed record HypothesisTestResult
{
    /// <summary>Name of the test in words, e.g. "Mann-Whitney U, exact".</summary>
    public required string Method { get; init; }

    /// <summary>The test statistic; NaN when the test has none or failed.</summary>
    public double Statistic { get; init; } = double.NaN;

    /// <summary>Degrees of freedom; NaN when the test has none.</summary>
    public double DegreesOfFreedom { get; init; } = double.NaN;

    /// <summary>Degrees of freedom of the denominator of an F test; NaN otherwise.</summary>
    public double DenominatorDegreesOfFreedom { get; init; } = double.NaN;

    /// <summary>The p-value; NaN when the test failed.</summary>
    public double PValue { get; init; } = double.NaN;

    /// <summary>Why the test failed; null when it did not.</summary>
    public Problem? Reason { get; init; }

    /// <summary>A test that cannot be made.</summary>
    /// <param name="method">Name of the test.</param>
    /// <param name="why">What the data lack.</param>
    public static HypothesisTestResult Undefined(string method, string why) => new() { Method = method, Reason = new Problem(ProblemCodes.Undefined, why) };
}
