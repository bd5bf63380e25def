namespace Thca.Heterogeneity.Stability;

/// <summary>Intraclass correlation ICC(2,1): two-way random effects, absolute agreement, single measurement (Shrout and Fleiss, 1979).</summary>
public static class IntraclassCorrelation
{
    /// <summary>Agreement of repeated measurements.</summary>
    /// <param name="ratings">One entry per subject, each with the same number (at least 2) of measurements.</param>
    /// <returns>At most 1; NaN with fewer than two subjects or no variance at all.</returns>
    /// <exception cref="ArgumentException">A subject has another number of measurements.</exception>
    public static double Agreement(IReadOnlyList<double[]> ratings)
    {
        int n = ratings.Count, k = n == 0 ? 0 : ratings[0].Length;
        if (ratings.Any(r => r.Length != k)) throw new ArgumentException("Every subject needs the same number of measurements.", nameof(ratings));
        if (n < 2 || k < 2) return double.NaN;
        double grand = ratings.Average(r => r.Average());
        double rows = k * ratings.Sum(r => Square(r.Average() - grand)) / (n - 1);
        double columns = n * Enumerable.Range(0, k).Sum(j => Square(ratings.Average(r => r[j]) - grand)) / (k - 1);
        double total = ratings.Sum(r => r.Sum(v => Square(v - grand)));
        double error = (total - rows * (n - 1) - columns * (k - 1)) / ((n - 1.0) * (k - 1));
        double denominator = rows + (k - 1) * error + k * (columns - error) / n;
        return denominator == 0 ? double.NaN : (rows - error) / denominator;
    }

    private static double Square(double value) => value * value;
}
