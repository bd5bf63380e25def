using Thca.Statistics.Distributions;
using Thca.Statistics.Summaries;

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
        double[] a = CentredRanks(x, complete), b = CentredRanks(y, complete);
        var basis = new List<double[]>();
        foreach (double[] covariate in covariates)
        {
            double[] c = CentredRanks(covariate, complete);
            double size = Dot(c, c);
            foreach (double[] direction in basis) Remove(c, direction);
            // A covariate that the others determine adds nothing.
            if (Dot(c, c) > 1e-10 * size) basis.Add(c);
        }

        double sa = Dot(a, a), sb = Dot(b, b);
        foreach (double[] direction in basis)
        {
            Remove(a, direction);
            Remove(b, direction);
        }

        if (!(Dot(a, a) > 1e-10 * sa && Dot(b, b) > 1e-10 * sb)) return CorrelationResult.Undefined(Name, n, "A variable is constant given the covariates.");
        double r = Math.Clamp(Dot(a, b) / Math.Sqrt(Dot(a, a)) / Math.Sqrt(Dot(b, b)), -1, 1);
        double t = r * Math.Sqrt(df / ((1 - r) * (1 + r)));
        return new CorrelationResult { Method = Name, Coefficient = r, Count = n, PValue = StudentTDistribution.TwoSided(t, df) };
    }

    private static double[] CentredRanks(ReadOnlySpan<double> values, List<int> rows)
    {
        var kept = new double[rows.Count];
        for (int i = 0; i < kept.Length; i++) kept[i] = values[rows[i]];
        double[] ranks = Ranks.Of(kept).Values.ToArray();
        for (int i = 0; i < ranks.Length; i++) ranks[i] -= (ranks.Length + 1) / 2.0;
        return ranks;
    }

    private static void Remove(double[] from, double[] direction)
    {
        double share = Dot(from, direction) / Dot(direction, direction);
        for (int i = 0; i < from.Length; i++) from[i] -= share * direction[i];
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }
}
