using System.Numerics;
using System.Runtime.InteropServices;

namespace Thca.Radiomics.Numerics;

/// <summary>Eigenvalues of small dense symmetric matrices: Householder reduction to tridiagonal form, then implicit QL (Golub and Van Loan, 8.3).</summary>
internal static class SymmetricEigenvalues
{
    /// <summary>All eigenvalues, in no particular order.</summary>
    /// <param name="matrix">n x n, row by row; overwritten.</param>
    /// <param name="n">Order.</param>
    /// <param name="eigenvalues">Receives n values.</param>
    /// <param name="scratch">At least n values of work space.</param>
    public static void Compute(Span<double> matrix, int n, Span<double> eigenvalues, Span<double> scratch)
    {
        Span<double> d = eigenvalues[..n], e = scratch[..n];
        Tridiagonalise(matrix, n, d, e);
        ImplicitQl(d, e);
    }

    /// <summary>Largest and second largest absolute value.</summary>
    public static (double First, double Second) TwoLargest(ReadOnlySpan<double> eigenvalues)
    {
        double first = 0, second = 0;
        foreach (double value in eigenvalues)
        {
            double magnitude = Math.Abs(value);
            if (magnitude > first) (first, second) = (magnitude, first);
            else if (magnitude > second) second = magnitude;
        }

        return (first, second);
    }

    // Works on the trailing row of the leading block: A := A - v w^T - w v^T with v the Householder vector stored in row i.
    private static void Tridiagonalise(Span<double> a, int n, Span<double> d, Span<double> e)
    {
        for (int i = n - 1; i > 0; i--)
        {
            Span<double> v = a.Slice(i * n, i);
            double norm = i > 1 ? Dot(v, v) : 0;
            double off = v[i - 1];
            if (i == 1 || norm == off * off)
            {
                e[i] = off;
                d[i] = a[i * n + i];
                continue;
            }

            double g = off >= 0 ? -Math.Sqrt(norm) : Math.Sqrt(norm);
            e[i] = g;
            double h = norm - off * g;
            v[i - 1] = off - g;
            d[i] = a[i * n + i];
            Span<double> w = e[..i];
            double k = 0;
            for (int j = 0; j < i; j++)
            {
                w[j] = Dot(a.Slice(j * n, i), v) / h;
                k += w[j] * v[j];
            }

            k /= 2 * h;
            for (int j = 0; j < i; j++) w[j] -= k * v[j];
            for (int j = 0; j < i; j++) RankTwo(a.Slice(j * n, i), v, w, v[j], w[j]);
        }

        d[0] = a[0];
        e[0] = 0;
    }

    private static void ImplicitQl(Span<double> d, Span<double> e)
    {
        int n = d.Length;
        for (int i = 1; i < n; i++) e[i - 1] = e[i];
        e[n - 1] = 0;
        for (int l = 0; l < n; l++)
        {
            for (int iteration = 0; iteration < 60; iteration++)
            {
                int m = l;
                for (; m < n - 1; m++)
                {
                    double scale = Math.Abs(d[m]) + Math.Abs(d[m + 1]);
                    if (Math.Abs(e[m]) <= double.Epsilon || Math.Abs(e[m]) + scale == scale) break;
                }

                if (m == l) break;
                Sweep(d, e, l, m);
            }
        }
    }

    private static void Sweep(Span<double> d, Span<double> e, int l, int m)
    {
        double g = (d[l + 1] - d[l]) / (2 * e[l]);
        double r = Math.Sqrt(g * g + 1);
        g = d[m] - d[l] + e[l] / (g + Math.CopySign(r, g));
        double s = 1, c = 1, p = 0;
        for (int i = m - 1; i >= l; i--)
        {
            double f = s * e[i], b = c * e[i];
            r = Math.Sqrt(f * f + g * g);
            e[i + 1] = r;
            if (r == 0)
            {
                d[i + 1] -= p;
                e[m] = 0;
                return;
            }

            s = f / r;
            c = g / r;
            g = d[i + 1] - p;
            r = (d[i] - g) * s + 2 * c * b;
            p = s * r;
            d[i + 1] = g + p;
            g = c * r - b;
        }

        d[l] -= p;
        e[l] = g;
        e[m] = 0;
    }

    private static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        ReadOnlySpan<Vector<double>> a = MemoryMarshal.Cast<double, Vector<double>>(x), b = MemoryMarshal.Cast<double, Vector<double>>(y);
        Vector<double> sum = Vector<double>.Zero;
        for (int i = 0; i < a.Length; i++) sum += a[i] * b[i];
        double total = Vector.Sum(sum);
        for (int i = a.Length * Vector<double>.Count; i < x.Length; i++) total += x[i] * y[i];
        return total;
    }

    private static void RankTwo(Span<double> row, ReadOnlySpan<double> v, ReadOnlySpan<double> w, double vj, double wj)
    {
        Span<Vector<double>> r = MemoryMarshal.Cast<double, Vector<double>>(row);
        ReadOnlySpan<Vector<double>> a = MemoryMarshal.Cast<double, Vector<double>>(v), b = MemoryMarshal.Cast<double, Vector<double>>(w);
        for (int i = 0; i < r.Length; i++) r[i] -= vj * b[i] + wj * a[i];
        for (int i = r.Length * Vector<double>.Count; i < row.Length; i++) row[i] -= vj * w[i] + wj * v[i];
    }
}
