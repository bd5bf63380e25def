using Thca.Core.Outcomes;
using Thca.Statistics.Distributions;
using Thca.Statistics.Summaries;

namespace Thca.Statistics.Agreement;

/// <summary>
/// Agreement of two measurements of the same thing (Bland and Altman, 1986; 1999): the bias and the limits between which 95 % of the differences lie,
/// from the normal distribution and from the percentiles of the differences themselves.
/// </summary>
public sealed record BlandAltman
{
    /// <summary>Pairs that were compared.</summary>
    public required int Count { get; init; }

    /// <summary>Pairs left out: a value is NaN or, for ratios, not positive.</summary>
    public required int Missing { get; init; }

    /// <summary>Mean difference second - first; for ratios the geometric mean change in percent.</summary>
    public double Bias { get; init; } = double.NaN;

    /// <summary>Lower limit of the bias (Student's t).</summary>
    public double BiasLower { get; init; } = double.NaN;

    /// <summary>Upper limit of the bias.</summary>
    public double BiasUpper { get; init; } = double.NaN;

    /// <summary>Standard deviation of the differences, divisor n - 1; for ratios that of the natural logarithms.</summary>
    public double StandardDeviation { get; init; } = double.NaN;

    /// <summary>Lower limit of agreement: mean - z·SD.</summary>
    public double LowerLimit { get; init; } = double.NaN;

    /// <summary>Interval of <see cref="LowerLimit"/>: ± t·SD·√(1/n + z²/(2(n-1))).</summary>
    public (double Lower, double Upper) LowerLimitInterval { get; init; } = (double.NaN, double.NaN);

    /// <summary>Upper limit of agreement: mean + z·SD.</summary>
    public double UpperLimit { get; init; } = double.NaN;

    /// <summary>Interval of <see cref="UpperLimit"/>.</summary>
    public (double Lower, double Upper) UpperLimitInterval { get; init; } = (double.NaN, double.NaN);

    /// <summary>2.5 and 97.5 percentiles of the differences (type 7).</summary>
    public (double Lower, double Upper) Percentiles { get; init; } = (double.NaN, double.NaN);

    /// <summary>Share of the differences strictly between the normal limits.</summary>
    public double ShareInside { get; init; } = double.NaN;

    /// <summary>Why limits are missing; null when they are not.</summary>
    public Problem? Reason { get; init; }

    /// <summary>Differences second - first in the measurements' unit.</summary>
    /// <param name="first">First measurement; pairs with NaN are left out.</param>
    /// <param name="second">Second measurement.</param>
    /// <param name="level">Coverage of limits and intervals.</param>
    public static BlandAltman Of(ReadOnlySpan<double> first, ReadOnlySpan<double> second, double level = 0.95)
    {
        (double[] x, double[] y) = Finite.Pairs(first, second);
        return From([.. x.Zip(y, (a, b) => b - a)], first.Length, level, v => v);
    }

    /// <summary>Change from first to second in percent, by way of the logarithm of the ratio; every value but the standard deviation is in percent.</summary>
    /// <inheritdoc cref="Of"/>
    public static BlandAltman OfRatios(ReadOnlySpan<double> first, ReadOnlySpan<double> second, double level = 0.95)
    {
        (double[] x, double[] y) = Finite.Pairs(first, second);
        double[] logs = [.. x.Zip(y).Where(p => p.First > 0 && p.Second > 0).Select(p => Math.Log(p.Second / p.First))];
        return From(logs, first.Length, level, v => 100 * (Math.Exp(v) - 1));
    }

    private static BlandAltman From(double[] differences, int pairs, double level, Func<double, double> unit)
    {
        int n = differences.Length;
        double mean = Moments.Mean(differences), sd = Moments.StandardDeviation(differences);
        double[] sorted = Quantiles.Sorted(differences);
        double tail = (1 - level) / 2;
        var result = new BlandAltman
        {
            Count = n, Missing = pairs - n, Bias = unit(mean), StandardDeviation = sd,
            Percentiles = (unit(Quantiles.OfSorted(sorted, tail)), unit(Quantiles.OfSorted(sorted, 1 - tail))),
        };
        if (n < 2) return result with { Reason = new Problem(ProblemCodes.Undefined, FormattableString.Invariant($"Limits of agreement need two pairs; there are {n}.")) };
        double z = NormalDistribution.Quantile(1 - tail), t = StudentTDistribution.Quantile(1 - tail, n - 1);
        double low = mean - z * sd, high = mean + z * sd, half = t * sd * Math.Sqrt(1.0 / n + z * z / (2 * (n - 1.0))), biasHalf = t * sd / Math.Sqrt(n);
        return result with
        {
            BiasLower = unit(mean - biasHalf), BiasUpper = unit(mean + biasHalf),
            LowerLimit = unit(low), LowerLimitInterval = (unit(low - half), unit(low + half)),
            UpperLimit = unit(high), UpperLimitInterval = (unit(high - half), unit(high + half)),
            ShareInside = (double)differences.Count(d => d > low && d < high) / n,
        };
    }
}
