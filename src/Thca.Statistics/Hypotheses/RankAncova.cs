using Thca.Core.Randomness;
using Thca.Statistics.Correlation;
using Thca.Statistics.Summaries;

namespace Thca.Statistics.Hypotheses;

/// <summary>
/// Difference of two groups given covariates, on ranks: the variable and the covariates are ranked, the covariates regressed out, and the
/// residuals permuted (Freedman and Lane, 1983). The statistic is the partial correlation of the group, positive = the group is higher.
/// </summary>
public static class RankAncova
{
    private const string Name = "rank ANCOVA, Freedman-Lane";

    /// <summary>Tests the group.</summary>
    /// <param name="values">The variable.</param>
    /// <param name="group">Whether a row belongs to the group.</param>
    /// <param name="covariates">Variables to hold fixed; rows with a NaN anywhere are left out.</param>
    /// <param name="stream">Where the permutations come from.</param>
    /// <param name="replicates">Number of permutations.</param>
    /// <param name="ct">Cancels the work.</param>
    /// <returns>p = (1 + hits)/(1 + replicates), two-sided; a reason when too few rows are complete or the covariates determine the group.</returns>
    public static HypothesisTestResult Test(
        ReadOnlySpan<double> values, ReadOnlySpan<bool> group, IReadOnlyList<double[]> covariates, RandomStream stream, int replicates = 9_999, CancellationToken ct = default)
    {
        var rows = new List<int>();
        for (int i = 0; i < values.Length; i++)
            if (double.IsFinite(values[i]) && covariates.All(c => double.IsFinite(c[i]))) rows.Add(i);
        int n = rows.Count, df = n - 2 - covariates.Count;
        if (df < 1) return HypothesisTestResult.Undefined(Name, $"{n} complete rows are too few for {covariates.Count} covariates.");
        double[] y = new double[n], g = new double[n];
        for (int i = 0; i < n; i++) (y[i], g[i]) = (values[rows[i]], group[rows[i]] ? 1 : 0);
        List<double[]> basis = RankProjection.Basis(covariates.Select(c => RankProjection.CentredRanks([.. rows.Select(r => c[r])])));
        y = RankProjection.CentredRanks(y);
        double mean = Moments.Mean(g), wholeY = RankProjection.Dot(y, y);
        g = Array.ConvertAll(g, v => v - mean);
        double wholeG = RankProjection.Dot(g, g);
        RankProjection.Remove(y, basis);
        RankProjection.Remove(g, basis);

        if (!(RankProjection.Dot(g, g) > 1e-10 * wholeG)) return HypothesisTestResult.Undefined(Name, "The covariates determine the group, or only one group has values.");
        if (!(RankProjection.Dot(y, y) > 1e-10 * wholeY)) return HypothesisTestResult.Undefined(Name, "The covariates determine the variable, or it is constant.");
        double observed = Partial(y, g, basis);
        int hits = 0;
        double[] residuals = [.. y], refitted = new double[n];
        for (int b = 0; b < replicates; b++)
        {
            if ((b & 0x3FF) == 0) ct.ThrowIfCancellationRequested();
            stream.Shuffle(residuals.AsSpan());
            residuals.CopyTo(refitted, 0);
            if (Math.Abs(Partial(refitted, g, basis)) >= Math.Abs(observed) - 1e-12) hits++;
        }

        return new HypothesisTestResult { Method = Name, Statistic = observed, DegreesOfFreedom = df, PValue = (1.0 + hits) / (1.0 + replicates) };
    }

    /// <summary>Correlation of y with g, both given the covariates; changes y.</summary>
    private static double Partial(double[] y, double[] g, List<double[]> basis)
    {
        RankProjection.Remove(y, basis);
        double size = RankProjection.Dot(y, y);
        return size > 0 ? RankProjection.Dot(y, g) / Math.Sqrt(size * RankProjection.Dot(g, g)) : 0;
    }
}
