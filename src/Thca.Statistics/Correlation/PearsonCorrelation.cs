using Thca.Statistics.Distributions;
using Thca.Statistics.Summaries;

namespace Thca.Statistics.Correlation;

/// <summary>Pearson's product-moment correlation; p from Student's t, interval from Fisher's z.</summary>
public static class PearsonCorrelation
{
    /// <summary>Correlates two variables.</summary>
    /// <param name="x">First variable; a pair with NaN is left out.</param>
    /// <param name="y">Second variable.</param>
    /// <param name="level">Confidence level of the interval; default 0.95.</param>
    public static CorrelationResult Compute(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double level = 0.95)
    {
        (double[] a, double[] b) = Finite.Pairs(x, y);
        return OfComplete("Pearson", a, b, level, r => 1 / Math.Sqrt(a.Length - 3));
    }

    internal static CorrelationResult OfComplete(string name, double[] a, double[] b, double level, Func<double, double> fisherError)
    {
        int n = a.Length;
        if (n < 3) return CorrelationResult.Undefined(name, n, $"At least three complete pairs are needed, there are {n}.");
        double ma = Moments.Mean(a), mb = Moments.Mean(b), sab = 0, saa = 0, sbb = 0;
        for (int i = 0; i < n; i++)
        {
            double da = a[i] - ma, db = b[i] - mb;
            sab += da * db;
            saa += da * da;
            sbb += db * db;
        }

        if (!(saa > 0 && sbb > 0)) return CorrelationResult.Undefined(name, n, "A variable is constant.");
        double r = Math.Clamp(sab / Math.Sqrt(saa) / Math.Sqrt(sbb), -1, 1);
        double t = r * Math.Sqrt((n - 2) / ((1 - r) * (1 + r)));
        double z = Math.Atanh(r), half = n > 3 ? NormalDistribution.Quantile(1 - (1 - level) / 2) * fisherError(r) : double.NaN;
        return new CorrelationResult
        {
            Method = name, Coefficient = r, Count = n, PValue = StudentTDistribution.TwoSided(t, n - 2),
            Lower = Math.Abs(r) == 1 ? r : Math.Tanh(z - half), Upper = Math.Abs(r) == 1 ? r : Math.Tanh(z + half),
        };
    }
}
