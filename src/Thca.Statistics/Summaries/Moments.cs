namespace Thca.Statistics.Summaries;

/// <summary>Means, variances and shape of samples; two passes, pairwise sums.</summary>
public static class Moments
{
    /// <summary>Sum by pairwise splitting: the rounding error grows with the logarithm of the length.</summary>
    public static double Sum(ReadOnlySpan<double> values)
    {
        if (values.Length <= 64)
        {
            double sum = 0;
            foreach (double v in values) sum += v;
            return sum;
        }

        int half = values.Length / 2;
        return Sum(values[..half]) + Sum(values[half..]);
    }

    /// <summary>Mean; NaN for an empty sample.</summary>
    public static double Mean(ReadOnlySpan<double> values) => values.Length == 0 ? double.NaN : Sum(values) / values.Length;

    /// <summary>Variance with divisor n - <paramref name="lost"/>; NaN when that is not positive.</summary>
    /// <param name="values">No NaN.</param>
    /// <param name="lost">Degrees of freedom lost; default 1 (the sample variance), 0 for the population variance.</param>
    public static double Variance(ReadOnlySpan<double> values, int lost = 1) =>
        values.Length <= lost ? double.NaN : CentralPower(values, 2) / (values.Length - lost);

    /// <summary>Standard deviation with divisor n - <paramref name="lost"/>.</summary>
    public static double StandardDeviation(ReadOnlySpan<double> values, int lost = 1) => Math.Sqrt(Variance(values, lost));

    /// <summary>Skewness m3 / m2^1.5.</summary>
    /// <param name="values">No NaN.</param>
    /// <param name="unbiased">Multiplies by sqrt(n(n-1))/(n-2).</param>
    /// <returns>NaN for a constant sample or one that is too small.</returns>
    public static double Skewness(ReadOnlySpan<double> values, bool unbiased = false)
    {
        double n = values.Length, m2 = CentralPower(values, 2) / n, m3 = CentralPower(values, 3) / n;
        double biased = m2 > 0 ? m3 / Math.Pow(m2, 1.5) : double.NaN;
        return unbiased ? n > 2 ? biased * Math.Sqrt(n * (n - 1)) / (n - 2) : double.NaN : biased;
    }

    /// <summary>Excess kurtosis m4 / m2² - 3.</summary>
    /// <param name="values">No NaN.</param>
    /// <param name="unbiased">Applies the small-sample correction of Fisher's k-statistics.</param>
    /// <returns>NaN for a constant sample or one that is too small.</returns>
    public static double ExcessKurtosis(ReadOnlySpan<double> values, bool unbiased = false)
    {
        double n = values.Length, m2 = CentralPower(values, 2) / n, m4 = CentralPower(values, 4) / n;
        double biased = m2 > 0 ? m4 / (m2 * m2) - 3 : double.NaN;
        return unbiased ? n > 3 ? (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * biased + 6) : double.NaN : biased;
    }

    private static double CentralPower(ReadOnlySpan<double> values, int power)
    {
        double mean = Mean(values);
        var terms = new double[values.Length];
        for (int i = 0; i < terms.Length; i++)
        {
            double d = values[i] - mean, product = d;
            for (int k = 1; k < power; k++) product *= d;
            terms[i] = product;
        }

        return Sum(terms);
    }
}
