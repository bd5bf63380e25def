using Thca.Core.Compute;

namespace Thca.Modeling.Imbalance;

/// <summary>
/// Support vectors of a soft-margin classifier with a Gaussian kernel, C = 1, γ = 1 / (columns · variance of all entries), solved by sequential
/// minimal optimisation with second-order working-set selection (Fan, Chen and Lin, 2005) to tolerance 1e-3.
/// </summary>
internal static class SupportVectors
{
    private const double C = 1;
    private const double Tolerance = 1e-3;
    private const double SmallestCurvature = 1e-12;

    public static int[] Find(double[][] rows, bool[] outcome)
    {
        int n = rows.Length, limit = Math.Max(10_000_000, 100 * n);
        double[][] kernel = Kernel(rows);
        double[] z = Array.ConvertAll(outcome, y => y ? 1.0 : -1.0), a = new double[n], g = new double[n];
        Array.Fill(g, -1);
        for (int iteration = 0; iteration < limit; iteration++)
        {
            (int i, int j) = WorkingSet(kernel, z, a, g);
            if (j < 0) break;
            Update(kernel, z, a, g, i, j);
        }

        return [.. Enumerable.Range(0, n).Where(i => a[i] > 0)];
    }

    private static double[][] Kernel(double[][] rows)
    {
        double[] all = [.. rows.SelectMany(r => r)];
        double mean = all.Average(), variance = all.Average(v => (v - mean) * (v - mean)), gamma = 1 / (rows[0].Length * (variance > 0 ? variance : 1));
        var kernel = new double[rows.Length][];
        for (int i = 0; i < rows.Length; i++)
        {
            kernel[i] = new double[rows.Length];
            for (int j = 0; j < rows.Length; j++)
            {
                double distance = OrderedSums.Distance(rows[i], rows[j]);
                kernel[i][j] = Math.Exp(-gamma * distance * distance);
            }
        }

        return kernel;
    }

    /// <summary>The most violating i and the j that lowers the objective most; j is -1 when the solution is good enough.</summary>
    private static (int I, int J) WorkingSet(double[][] kernel, double[] z, double[] a, double[] g)
    {
        int first = -1, second = -1;
        double highest = double.NegativeInfinity, lowest = double.PositiveInfinity, best = double.PositiveInfinity;
        for (int t = 0; t < z.Length; t++)
        {
            bool up = z[t] > 0 ? a[t] < C : a[t] > 0;
            if (up && -z[t] * g[t] > highest) (highest, first) = (-z[t] * g[t], t);
        }

        if (first < 0) return (-1, -1);
        for (int t = 0; t < z.Length; t++)
        {
            bool low = z[t] > 0 ? a[t] > 0 : a[t] < C;
            if (!low) continue;
            double violation = -z[t] * g[t], b = highest - violation;
            lowest = Math.Min(lowest, violation);
            if (b <= 0) continue;
            double curvature = Math.Max(SmallestCurvature, kernel[first][first] + kernel[t][t] - 2 * kernel[first][t]);
            double objective = -(b * b) / curvature;
            if (objective < best) (best, second) = (objective, t);
        }

        return highest - lowest <= Tolerance ? (first, -1) : (first, second);
    }

    private static void Update(double[][] kernel, double[] z, double[] a, double[] g, int i, int j)
    {
        double curvature = Math.Max(SmallestCurvature, kernel[i][i] + kernel[j][j] - 2 * kernel[i][j]);
        double step = (-z[i] * g[i] + z[j] * g[j]) / curvature;
        step = Math.Min(step, z[i] > 0 ? C - a[i] : a[i]);
        step = Math.Min(step, z[j] > 0 ? a[j] : C - a[j]);
        double oldI = a[i], oldJ = a[j];
        a[i] = Math.Clamp(a[i] + z[i] * step, 0, C);
        a[j] = Math.Clamp(a[j] - z[j] * step, 0, C);
        double di = z[i] * (a[i] - oldI), dj = z[j] * (a[j] - oldJ);
        for (int t = 0; t < g.Length; t++) g[t] += z[t] * (di * kernel[i][t] + dj * kernel[j][t]);
    }
}
