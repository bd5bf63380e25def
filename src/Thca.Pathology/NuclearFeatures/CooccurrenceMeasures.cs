namespace Thca.Pathology.NuclearFeatures;

/// <summary>Haralick's measures of a symmetric co-occurrence matrix.</summary>
internal readonly record struct CooccurrenceMeasures(double Contrast, double Homogeneity, double Energy, double Correlation, double Entropy, double Variance)
{
    /// <param name="counts">Counts of pairs of levels, symmetric, row by row.</param>
    /// <param name="levels">Number of levels.</param>
    /// <param name="pairs">Sum of the counts, above 0.</param>
    public static CooccurrenceMeasures Of(ReadOnlySpan<int> counts, int levels, int pairs)
    {
        double contrast = 0, homogeneity = 0, squares = 0, entropy = 0, mean = 0, second = 0, product = 0;
        for (int i = 0; i < levels; i++)
        {
            for (int j = 0; j < levels; j++)
            {
                int c = counts[i * levels + j];
                if (c == 0) continue;
                double p = (double)c / pairs;
                int d = i - j;
                contrast += p * d * d;
                homogeneity += p / (1 + d * d);
                squares += p * p;
                entropy -= p * Math.Log2(p);
                mean += p * i;
                second += p * i * i;
                product += p * i * j;
            }
        }

        // Both margins of a symmetric matrix are the same.
        double variance = Math.Max(0, second - mean * mean);
        return new CooccurrenceMeasures(contrast, homogeneity, Math.Sqrt(squares), variance > 1e-15 ? (product - mean * mean) / variance : double.NaN, entropy, variance);
    }
}
