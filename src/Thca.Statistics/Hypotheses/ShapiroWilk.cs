using Thca.Statistics.Distributions;
using Thca.Statistics.Summaries;

namespace Thca.Statistics.Hypotheses;

/// <summary>The Shapiro-Wilk test of normality with Royston's approximation (1995, algorithm AS R94), 3 to 5000 values.</summary>
public static class ShapiroWilk
{
    /// <summary>Tests whether a sample may come from a normal distribution.</summary>
    /// <param name="values">NaN entries are left out.</param>
    public static HypothesisTestResult Test(ReadOnlySpan<double> values)
    {
        const string name = "Shapiro-Wilk";
        double[] x = Quantiles.Sorted(values);
        int n = x.Length;
        if (n is < 3 or > 5000) return HypothesisTestResult.Undefined(name, $"Between 3 and 5000 values are needed, there are {n}.");
        if (x[0] == x[^1]) return HypothesisTestResult.Undefined(name, "All values are equal.");
        double[] a = Weights(n);
        double numerator = 0, mean = Moments.Mean(x), squares = 0;
        for (int i = 0; i < n; i++)
        {
            numerator += a[i] * x[i];
            squares += (x[i] - mean) * (x[i] - mean);
        }

        double w = Math.Min(1, numerator * numerator / squares);
        return new HypothesisTestResult { Method = name, Statistic = w, PValue = PValue(w, n) };
    }

    /// <summary>Weights of the order statistics: Blom scores, the two outermost replaced by Royston's polynomials.</summary>
    private static double[] Weights(int n)
    {
        if (n == 3) return [-Math.Sqrt(0.5), 0, Math.Sqrt(0.5)];
        double[] m = [.. Enumerable.Range(1, n).Select(i => NormalDistribution.Quantile((i - 0.375) / (n + 0.25)))];
        double mm = m.Sum(v => v * v), root = Math.Sqrt(mm), u = 1 / Math.Sqrt(n);
        double last = m[^1] / root + Polynomial(u, 0, 0.221157, -0.147981, -2.071190, 4.434685, -2.706056);
        bool two = n > 5;
        double second = two ? m[^2] / root + Polynomial(u, 0, 0.042981, -0.293762, -1.752461, 5.682633, -3.582633) : 0;
        double phi = two
            ? (mm - 2 * m[^1] * m[^1] - 2 * m[^2] * m[^2]) / (1 - 2 * last * last - 2 * second * second)
            : (mm - 2 * m[^1] * m[^1]) / (1 - 2 * last * last);
        double[] a = [.. m.Select(v => v / Math.Sqrt(phi))];
        (a[0], a[^1]) = (-last, last);
        if (two) (a[1], a[^2]) = (-second, second);
        return a;
    }

    internal static double PValue(double w, int n)
    {
        if (n == 3) return Math.Clamp(6 / Math.PI * (Math.Asin(Math.Sqrt(w)) - Math.Asin(Math.Sqrt(0.75))), 0, 1);
        double y = Math.Log(1 - w), log = Math.Log(n), mean, sd;
        if (n <= 11)
        {
            double gamma = -2.273 + 0.459 * n;
            if (y >= gamma) return 1e-99;
            y = -Math.Log(gamma - y);
            mean = Polynomial(n, 0.5440, -0.39978, 0.025054, -0.0006714);
            sd = Math.Exp(Polynomial(n, 1.3822, -0.77857, 0.062767, -0.0020322));
        }
        else
        {
            mean = Polynomial(log, -1.5861, -0.31082, -0.083751, 0.0038915);
            sd = Math.Exp(Polynomial(log, -0.4803, -0.082676, 0.0030302));
        }

        return NormalDistribution.UpperTail((y - mean) / sd);
    }

    private static double Polynomial(double x, params ReadOnlySpan<double> coefficients)
    {
        double sum = 0;
        for (int i = coefficients.Length - 1; i >= 0; i--) sum = sum * x + coefficients[i];
        return sum;
    }
}
