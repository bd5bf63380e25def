using Thca.Core.Randomness;

namespace Thca.Pathology.Stains;

/// <summary>
/// Stain vectors by sparse non-negative factorisation of optical density: minimises ½ Σ (V - W Q)² + λ Σ Q with W, Q ≥ 0 and unit columns of W, by
/// coordinate descent from the Ruifrok vectors. The same pixels always give the same result.
/// </summary>
internal static class SparseStainFactorization
{
    private const int MostIterations = 100;
    private const int Sweeps = 20;
    private const double Tolerance = 1e-5;

    /// <summary>Estimates the vectors.</summary>
    /// <param name="samples">Optical densities: R, G, B of each sample.</param>
    /// <param name="lambda">Weight of sparseness.</param>
    /// <param name="start">Where to start.</param>
    /// <returns>The vectors, and whether the objective settled.</returns>
    public static (StainMatrix Matrix, bool Converged) Estimate(double[] samples, double lambda, StainMatrix start)
    {
        int n = samples.Length / 3;
        if (n < 3) throw StainMatrix.Singular("it has no tissue");
        double[][] w = [[.. start.Haematoxylin.Select(v => v < 0 ? 0.01 : v)], [.. start.Eosin.Select(v => v < 0 ? 0.01 : v)]];
        foreach (double[] column in w) Scale(column);
        var q = new double[2 * n];
        double[] unmix = new StainMatrix(w[0], w[1]).Unmixing();
        bool swapped = w[0][0] < w[1][0];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < 2; j++)
            {
                int row = swapped ? 1 - j : j;
                q[2 * i + j] = Math.Max(0, samples[3 * i] * unmix[row] + samples[3 * i + 1] * unmix[2 + row] + samples[3 * i + 2] * unmix[4 + row]);
            }

        double before = double.PositiveInfinity;
        for (int iteration = 0; iteration < MostIterations; iteration++)
        {
            Codes(samples, q, w, lambda);
            Stains(samples, q, w);
            double objective = Objective(samples, q, w, lambda);
            if (Math.Abs(before - objective) < Tolerance * objective) return (new StainMatrix(w[0], w[1]), true);
            before = objective;
        }

        return (new StainMatrix(w[0], w[1]), false);
    }

    /// <summary>Optical densities of at most <paramref name="most"/> pixels, drawn without replacement by a seeded stream in the order of the pixels.</summary>
    public static double[] Draw(ReadOnlySpan<byte> pixels, ReadOnlySpan<byte> mask, OpticalDensity density, int most, RandomStream random)
    {
        var chosen = new List<int>();
        for (int i = 0; 3 * i < pixels.Length; i++)
            if (mask.IsEmpty || mask[i] != 0) chosen.Add(i);
        int wanted = Math.Min(most, chosen.Count), left = chosen.Count;
        var result = new double[3 * wanted];
        for (int k = 0, n = 0; n < wanted; k++, left--)
        {
            if (random.NextDouble() * left >= wanted - n) continue;
            int p = 3 * chosen[k];
            (result[3 * n], result[3 * n + 1], result[3 * n + 2]) = (density.Red[pixels[p]], density.Green[pixels[p + 1]], density.Blue[pixels[p + 2]]);
            n++;
        }

        return result;
    }

    private static void Codes(double[] v, double[] q, double[][] w, double lambda)
    {
        double cross = Dot(w[0], w[1]);
        for (int i = 0; i < v.Length / 3; i++)
        {
            double b0 = w[0][0] * v[3 * i] + w[0][1] * v[3 * i + 1] + w[0][2] * v[3 * i + 2] - lambda, b1 = w[1][0] * v[3 * i] + w[1][1] * v[3 * i + 1] + w[1][2] * v[3 * i + 2] - lambda;
            double q0 = q[2 * i], q1 = q[2 * i + 1];
            for (int sweep = 0; sweep < Sweeps; sweep++)
            {
                double old0 = q0, old1 = q1;
                q0 = Math.Max(0, b0 - cross * q1);
                q1 = Math.Max(0, b1 - cross * q0);
                if (q0 == old0 && q1 == old1) break;
            }

            (q[2 * i], q[2 * i + 1]) = (q0, q1);
        }
    }

    private static void Stains(double[] v, double[] q, double[][] w)
    {
        var a = new double[2, 2];
        double[][] b = [new double[3], new double[3]];
        for (int i = 0; i < v.Length / 3; i++)
        {
            (double q0, double q1) = (q[2 * i], q[2 * i + 1]);
            a[0, 0] += q0 * q0;
            a[0, 1] += q0 * q1;
            a[1, 1] += q1 * q1;
            for (int c = 0; c < 3; c++)
            {
                b[0][c] += v[3 * i + c] * q0;
                b[1][c] += v[3 * i + c] * q1;
            }
        }

        a[1, 0] = a[0, 1];
        for (int j = 0; j < 2; j++)
        {
            var moved = new double[3];
            for (int c = 0; c < 3; c++) moved[c] = Math.Max(0, w[j][c] + (b[j][c] - w[0][c] * a[0, j] - w[1][c] * a[1, j]) / Math.Max(a[j, j], 1e-12));
            double length = Math.Sqrt(Dot(moved, moved));
            if (length < 1e-12) continue;
            w[j] = [moved[0] / length, moved[1] / length, moved[2] / length];
            for (int i = j; i < q.Length; i += 2) q[i] *= length;
            for (int k = 0; k < 2; k++)
            {
                a[j, k] *= length;
                a[k, j] *= length;
            }

            for (int c = 0; c < 3; c++) b[j][c] *= length;
        }
    }

    private static double Objective(double[] v, double[] q, double[][] w, double lambda)
    {
        double squares = 0, sum = 0;
        for (int i = 0; i < v.Length / 3; i++)
        {
            (double q0, double q1) = (q[2 * i], q[2 * i + 1]);
            sum += q0 + q1;
            for (int c = 0; c < 3; c++)
            {
                double r = v[3 * i + c] - w[0][c] * q0 - w[1][c] * q1;
                squares += r * r;
            }
        }

        return 0.5 * squares + lambda * sum;
    }

    private static void Scale(double[] v)
    {
        double length = Math.Sqrt(Dot(v, v));
        for (int c = 0; c < 3; c++) v[c] /= length;
    }

    private static double Dot(double[] a, double[] b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
