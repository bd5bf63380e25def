using Thca.Core.Outcomes;

namespace Thca.Statistics.Correlation;

/// <summary>A coefficient of association with its interval and test, or the reason why there is none.</summary>
public sealed record CorrelationResult
{
    /// <summary>Name of the coefficient, e.g. "Pearson".</summary>
    public required string Method { get; init; }

    /// <summary>The coefficient in [-1, 1]; NaN when undefined.</summary>
    public double Coefficient { get; init; } = double.NaN;

    /// <summary>Lower limit of the interval; NaN when there is none.</summary>
    public double Lower { get; init; } = double.NaN;

    /// <summary>Upper limit of the interval; NaN when there is none.</summary>
    public double Upper { get; init; } = double.NaN;

    /// <summary>Two-sided p-value of no association; NaN when undefined.</summary>
    public double PValue { get; init; } = double.NaN;

    /// <summary>Number of complete pairs.</summary>
    public int Count { get; init; }

    /// <summary>Why the coefficient is undefined; null when it is defined.</summary>
    public Problem? Reason { get; init; }

    internal static CorrelationResult Undefined(string method, int count, string why) =>
        new() { Method = method, Count = count, Reason = new Problem(ProblemCodes.Undefined, why) };
}
