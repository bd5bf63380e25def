using Thca.Statistics.Summaries;

namespace Thca.Proteomics.Correlation;

/// <summary>Moments of Kendall's score under independence.</summary>
internal static class KendallScore
{
    /// <summary>
    /// (n(n-1)(2n+5) - Σt(t-1)(2t+5) - Σu(u-1)(2u+5))/18 + Σt(t-1)·Σu(u-1)/(2n(n-1)) + Σt(t-1)(t-2)·Σu(u-1)(u-2)/(9n(n-1)(n-2)).
    /// </summary>
    public static double Variance(double[] x, double[] y)
    {
        double n = x.Length;
        if (n < 2) return 0;
        (double x0, double x1, double x2) = Ties(x);
        (double y0, double y1, double y2) = Ties(y);
        double third = n > 2 ? x2 * y2 / (9 * n * (n - 1) * (n - 2)) : 0;
        return (n * (n - 1) * (2 * n + 5) - x0 - y0) / 18 + x1 * y1 / (2 * n * (n - 1)) + third;
    }

    private static (double V0, double V1, double V2) Ties(double[] values)
    {
        double v0 = 0, v1 = 0, v2 = 0;
        foreach (int size in Ranks.Of(values).TieSizes)
        {
            double t = size;
            v0 += t * (t - 1) * (2 * t + 5);
            v1 += t * (t - 1);
            v2 += t * (t - 1) * (t - 2);
        }

        return (v0, v1, v2);
    }
}
