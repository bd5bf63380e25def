using Thca.Statistics.Distributions;

namespace Thca.Statistics.Correlation;

/// <summary>Spearman's correlation of two variables given others: all are ranked, the covariates' ranks regressed out, the residuals correlated. t with n - 2 - k degrees of freedom.</summary>
public static class PartialSpearman
{
    private const string Name = "partial Spearman";

    /// <summary>Correlates two variables given covariates, over the complete rows.</summary>
    /// <param name="x">First variable.</param>
    /// <param name="y">Second variable.</param>
    /// <param name="covariates">Variables to hold fixed.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static CorrelationResult Compute(ReadOnlySpan<double> x, ReadOnlySpan<double> y, params IReadOnlyList<double[]> covariates)
    {
        int rows = x.Length;
        if (rows != y.Length || covariates.Any(c => c.Length != rows)) throw new ArgumentException("The variables differ in length.", nameof(covariates));
        var complete = new List<int>();
        for (int i = 0; i < rows; i++)
        {
            bool all = double.IsFinite(x[i]) && double.IsFinite(y[i]);
            foreach (double[] covariate in covariates) all &= double.IsFinite(covariate[i]);
            if (all) complete.Add(i);
        }

        int n = complete.Count, df = n - 2 - covariates.Count;
        if (df < 1) return CorrelationResult.Undefined(Name, n, $"{n} complete rows are too few for {covariates.Count} covariates.");
        double[] Of(ReadOnlySpan<double> values)
        {
            var kept = new double[n];
            for (int i = 0; i < n; i++) kept[i] = values[complete[i]];
            return RankProjection.CentredRanks(kept);
        }

        double[] a = Of(x), b = Of(y);
        List<double[]> basis = RankProjection.Basis(covariates.Select(c => Of(c)));
        double sa = RankProjection.Dot(a, a), sb = RankProjection.Dot(b, b);
        RankProjection.Remove(a, basis);
        RankProjection.Remove(b, basis);
        double aa = RankProjection.Dot(a, a), bb = RankProjection.Dot(b, b);
        if (!(aa > 1e-10 * sa && bb > 1e-10 * sb)) return CorrelationResult.Undefined(Name, n, "A variable is constant given the covariates.");
        double r = Math.Clamp(RankProjection.Dot(a, b) / Math.Sqrt(aa) / Math.Sqrt(bb), -1, 1);
        double t = r * Math.Sqrt(df / ((1 - r) * (1 + r)));
        return new CorrelationResult { Method = Name, Coefficient = r, Count = n, PValue = StudentTDistribution.TwoSided(t, df) };
    }
}
