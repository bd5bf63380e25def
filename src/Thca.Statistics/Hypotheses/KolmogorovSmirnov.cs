using Thca.Statistics.Distributions;
using Thca.Statistics.Summaries;

namespace Thca.Statistics.Hypotheses;

/// <summary>Kolmogorov-Smirnov tests, two-sided, with exact p-values.</summary>
public static class KolmogorovSmirnov
{
    /// <summary>Tests whether two samples come from one distribution; p from the count of lattice paths (exact without ties, conservative with).</summary>
    public static HypothesisTestResult TwoSamples(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        const string name = "Kolmogorov-Smirnov, two samples, exact";
        double[] a = Quantiles.Sorted(first), b = Quantiles.Sorted(second);
        if (a.Length == 0 || b.Length == 0) return HypothesisTestResult.Undefined(name, "Both samples need a value.");
        long widest = 0;
        for (int i = 0, j = 0; i < a.Length && j < b.Length;)
        {
            double v = Math.Min(a[i], b[j]);
            while (i < a.Length && a[i] == v) i++;
            while (j < b.Length && b[j] == v) j++;
            widest = Math.Max(widest, Math.Abs((long)i * b.Length - (long)j * a.Length));
        }

        return new HypothesisTestResult { Method = name, Statistic = widest / ((double)a.Length * b.Length), PValue = PathsReaching(a.Length, b.Length, widest) };
    }

    /// <summary>Tests whether a sample comes from a given continuous distribution.</summary>
    /// <param name="values">NaN entries are left out.</param>
    /// <param name="cdf">Its cumulative distribution function, with parameters that were not estimated from the sample.</param>
    public static HypothesisTestResult OneSample(ReadOnlySpan<double> values, Func<double, double> cdf)
    {
        const string name = "Kolmogorov-Smirnov, one sample, exact";
        double[] x = Quantiles.Sorted(values);
        int n = x.Length;
        if (n == 0) return HypothesisTestResult.Undefined(name, "There is no value.");
        double d = 0;
        for (int i = 0; i < n; i++)
        {
            double f = cdf(x[i]);
            d = Math.Max(d, Math.Max((i + 1.0) / n - f, f - (double)i / n));
        }

        return new HypothesisTestResult { Method = name, Statistic = d, PValue = OneSampleTail(n, d) };
    }

    /// <summary>Share of the lattice paths from (0, 0) to (m, n) on which |i·n - j·m| reaches the observed distance at some point.</summary>
    private static double PathsReaching(int m, int n, long distance)
    {
        if (distance == 0) return 1;
        // reached[j]: probability that a random path through (i, j) has reached the distance, by exchangeability of the steps into (i, j).
        var reached = new double[n + 1];
        for (int i = 0; i <= m; i++)
        {
            for (int j = 0; j <= n; j++)
            {
                if (Math.Abs((long)i * n - (long)j * m) >= distance) reached[j] = 1;
                else if (i + j == 0) reached[j] = 0;
                else reached[j] = ((i > 0 ? i * reached[j] : 0) + (j > 0 ? j * reached[j - 1] : 0)) / (i + j);
            }
        }

        return Math.Min(1, reached[n]);
    }

    private static double OneSampleTail(int n, double d)
    {
        double nd2 = n * d * d;
        if (d >= 1) return 0;
        if (nd2 >= 4 || d >= 0.5) return Math.Min(1, 2 * OneSidedTail(n, d));
        return Math.Clamp(1 - MarsagliaTsangWang(n, d), 0, 1);
    }

    /// <summary>P(D⁺ ≥ d) = d Σ C(n,j) (1-d-j/n)^(n-j) (d+j/n)^(j-1) (Smirnov); twice that is the two-sided tail when both sides cannot meet.</summary>
    private static double OneSidedTail(int n, double d)
    {
        double sum = 0;
        for (int j = 0; j <= (int)Math.Floor(n * (1 - d)); j++)
        {
            double rest = 1 - d - (double)j / n;
            if (rest <= 0) continue;
            sum += Math.Exp(LogFactorial.Binomial(n, j) + (n - j) * Math.Log(rest) + (j - 1) * Math.Log(d + (double)j / n));
        }

        return d * sum;
    }

    /// <summary>P(D &lt; d) as an entry of the n-th power of a banded matrix (Marsaglia, Tsang and Wang, 2003).</summary>
    private static double MarsagliaTsangWang(int n, double d)
    {
        int k = (int)(n * d) + 1, m = 2 * k - 1;
        double h = k - n * d;
        var matrix = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(m, m, (i, j) => i - j + 1 < 0 ? 0 : 1);
        for (int i = 0; i < m; i++)
        {
            matrix[i, 0] -= Math.Pow(h, i + 1);
            matrix[m - 1, i] -= Math.Pow(h, m - i);
        }

        matrix[m - 1, 0] += 2 * h - 1 > 0 ? Math.Pow(2 * h - 1, m) : 0;
        for (int i = 0; i < m; i++)
            for (int j = 0; j < m; j++)
                if (i - j + 1 > 0) matrix[i, j] /= Math.Exp(LogFactorial.Of(i - j + 1));
        double value = matrix.Power(n)[k - 1, k - 1];
        return value * Math.Exp(LogFactorial.Of(n) - n * Math.Log(n));
    }
}
