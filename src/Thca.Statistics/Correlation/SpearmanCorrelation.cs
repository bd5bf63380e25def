using Thca.Statistics.Summaries;

namespace Thca.Statistics.Correlation;

/// <summary>
/// Spearman's rank correlation: Pearson's of the midranks; p from Student's t, interval from Fisher's z with the variance
/// (1 + r²/2)/(n - 3) of Bonett and Wright (2000).
/// </summary>
public static class SpearmanCorrelation
{
    /// <summary>Correlates two variables.</summary>
    /// <param name="x">First variable; a pair with NaN is left out.</param>
    /// <param name="y">Second variable.</param>
    /// <param name="level">Confidence level of the interval; default 0.95.</param>
    public static CorrelationResult Compute(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double level = 0.95)
    {
        (double[] a, double[] b) = Finite.Pairs(x, y);
        return PearsonCorrelation.OfComplete("Spearman", Ranks.Of(a).Values.ToArray(), Ranks.Of(b).Values.ToArray(), level, r => Math.Sqrt((1 + r * r / 2) / (a.Length - 3)));
    }
}
