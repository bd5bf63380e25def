using Thca.Core.Outcomes;

namespace Thca.Statistics.Summaries;

/// <summary>A standardised mean difference between two groups, or the reason why there is none.</summary>
public sealed record StandardizedDifference
{
    /// <summary>The difference in units of the pooled standard deviation; NaN when undefined.</summary>
    public required double Value { get; init; }

    /// <summary>Lower limit of the 95 % interval, value - 1.96 standard errors; NaN when undefined.</summary>
    public required double Lower { get; init; }

    /// <summary>Upper limit of the 95 % interval; NaN when undefined.</summary>
    public required double Upper { get; init; }

    /// <summary>Standard error sqrt((n1+n2)/(n1·n2) + d²/(2(n1+n2))); NaN when undefined.</summary>
    public required double StandardError { get; init; }

    /// <summary>Why the difference is undefined; null when it is defined.</summary>
    public Problem? Reason { get; init; }

    /// <summary>Whether there is a value.</summary>
    public bool IsDefined => Reason is null;

    /// <summary>Imbalance by the usual reading of |d|: 0 below 0.10, 1 from 0.10, 2 from 0.25.</summary>
    public int ImbalanceGrade => Math.Abs(Value) switch { >= 0.25 => 2, >= 0.10 => 1, _ => 0 };

    internal static StandardizedDifference Of(double value, int n1, int n2)
    {
        double se = Math.Sqrt((double)(n1 + n2) / ((double)n1 * n2) + value * value / (2.0 * (n1 + n2)));
        return new StandardizedDifference { Value = value, StandardError = se, Lower = value - 1.96 * se, Upper = value + 1.96 * se };
    }

    internal static StandardizedDifference Undefined(string why) => new()
    {
        Value = double.NaN, StandardError = double.NaN, Lower = double.NaN, Upper = double.NaN, Reason = new Problem(ProblemCodes.Undefined, why),
    };
}
