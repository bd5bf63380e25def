namespace Thca.Pathology.Stains;

/// <summary>
/// Eigenvectors of a symmetric 3 x 3 matrix with the signs that LAPACK gives them (lower triangle, Householder reduction, implicit QL or QR): the
/// original does not fix signs, so its results depend on them.
/// </summary>
internal static class LapackEigen
{
    private const double Epsilon = 1.1102230246251565e-16;
    private const int MostIterations = 90;

    /// <summary>Unit eigenvectors in ascending order of their eigenvalues.</summary>
    /// <param name="a">The matrix, row by row; only the lower triangle is used.</param>
    public static double[][] Vectors(double[] a)
    {
        (double a00, double a10, double a20, double a11, double a21, double a22) = (a[0], a[3], a[6], a[4], a[7], a[8]);
        double beta = a10, tau = 0, v = 0;
        if (a20 != 0)
        {
            beta = -Math.CopySign(Math.Sqrt(a10 * a10 + a20 * a20), a10);
            tau = (beta - a10) / beta;
            v = a20 / (a10 - beta);
        }

        double x0 = tau * (a11 + a21 * v), x1 = tau * (a21 + a22 * v), alpha = -0.5 * tau * (x0 + x1 * v);
        double w0 = x0 + alpha, w1 = x1 + alpha * v;
        double[] d = [a00, a11 - 2 * w0, a22 - 2 * v * w1], e = [beta, a21 - (v * w0 + w1)];
        double[,] z = { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } };
        Iterate(d, e, z);
        for (int c = 0; c < 3; c++)
        {
            double sum = tau * (z[1, c] + v * z[2, c]);
            z[1, c] -= sum;
            z[2, c] -= sum * v;
        }

        int[] order = [.. Enumerable.Range(0, 3).OrderBy(i => d[i])];
        return [.. order.Select(i => new[] { z[0, i], z[1, i], z[2, i] })];
    }

    /// <summary>The steps of dsteqr.</summary>
    private static void Iterate(double[] d, double[] e, double[,] z)
    {
        int start = 0;
        for (int iterations = 0; start < 3;)
        {
            if (start > 0) e[start - 1] = 0;
            int m = start;
            for (; m < 2; m++)
            {
                double test = Math.Abs(e[m]);
                if (test == 0) break;
                if (test > Math.Sqrt(Math.Abs(d[m])) * Math.Sqrt(Math.Abs(d[m + 1])) * Epsilon) continue;
                e[m] = 0;
                break;
            }

            int l = start, end = m;
            start = m + 1;
            if (end == l) continue;
            if (Math.Abs(d[end]) < Math.Abs(d[l])) (l, end) = (end, l);
            if (end > l) Ql(d, e, z, l, end, ref iterations);
            else Qr(d, e, z, l, end, ref iterations);
            start = 0;
            if (iterations >= MostIterations || (e[0] == 0 && e[1] == 0)) return;
        }
    }

    private static void Ql(double[] d, double[] e, double[,] z, int l, int end, ref int iterations)
    {
        while (l <= end)
        {
            int m = l;
            while (m < end && e[m] * e[m] > Epsilon * Epsilon * Math.Abs(d[m]) * Math.Abs(d[m + 1])) m++;
            if (m < end) e[m] = 0;
            double p = d[l];
            if (m == l)
            {
                l++;
                continue;
            }

            if (m == l + 1)
            {
                (double r1, double r2, double c1, double s1) = Pair(d[l], e[l], d[l + 1]);
                RotateBackward(z, l, c1, s1);
                (d[l], d[l + 1], e[l]) = (r1, r2, 0);
                l += 2;
                continue;
            }

            if (iterations++ >= MostIterations) return;
            double g = (d[l + 1] - p) / (2 * e[l]), r = Hypotenuse(g, 1);
            g = d[m] - p + e[l] / (g + Math.CopySign(r, g));
            double s = 1, c = 1;
            p = 0;
            var rotations = new (double C, double S)[2];
            for (int i = m - 1; i >= l; i--)
            {
                double f = s * e[i], b = c * e[i];
                (c, s, r) = Givens(g, f);
                if (i != m - 1) e[i + 1] = r;
                g = d[i + 1] - p;
                r = (d[i] - g) * s + 2 * c * b;
                p = s * r;
                d[i + 1] = g + p;
                g = c * r - b;
                rotations[i] = (c, -s);
            }

            for (int i = m - 1; i >= l; i--) RotateBackward(z, i, rotations[i].C, rotations[i].S);
            d[l] -= p;
            e[l] = g;
        }
    }

    private static void Qr(double[] d, double[] e, double[,] z, int l, int end, ref int iterations)
    {
        while (l >= end)
        {
            int m = l;
            while (m > end && e[m - 1] * e[m - 1] > Epsilon * Epsilon * Math.Abs(d[m]) * Math.Abs(d[m - 1])) m--;
            if (m > end) e[m - 1] = 0;
            double p = d[l];
            if (m == l)
            {
                l--;
                continue;
            }

            if (m == l - 1)
            {
                (double r1, double r2, double c1, double s1) = Pair(d[l - 1], e[l - 1], d[l]);
                RotateBackward(z, l - 1, c1, s1);
                (d[l - 1], d[l], e[l - 1]) = (r1, r2, 0);
                l -= 2;
                continue;
            }

            if (iterations++ >= MostIterations) return;
            double g = (d[l - 1] - p) / (2 * e[l - 1]), r = Hypotenuse(g, 1);
            g = d[m] - p + e[l - 1] / (g + Math.CopySign(r, g));
            double s = 1, c = 1;
            p = 0;
            for (int i = m; i <= l - 1; i++)
            {
                double f = s * e[i], b = c * e[i];
                (c, s, r) = Givens(g, f);
                if (i != m) e[i - 1] = r;
                g = d[i] - p;
                r = (d[i + 1] - g) * s + 2 * c * b;
                p = s * r;
                d[i] = g + p;
                g = c * r - b;
                RotateBackward(z, i, c, s);
            }

            d[l] -= p;
            e[l - 1] = g;
        }
    }

    /// <summary>dlaev2: eigenvalues of [[a, b], [b, c]], the larger in absolute value first, and its unit eigenvector.</summary>
    private static (double R1, double R2, double Cosine, double Sine) Pair(double a, double b, double c)
    {
        double sum = a + c, difference = a - c, tb = 2 * b, root = Hypotenuse(difference, tb), larger = Math.Abs(a) > Math.Abs(c) ? a : c, smaller = Math.Abs(a) > Math.Abs(c) ? c : a;
        int sign = sum < 0 ? -1 : 1;
        double r1 = sum == 0 ? 0.5 * root : 0.5 * (sum + sign * root), r2 = sum == 0 ? -0.5 * root : larger / r1 * smaller - b / r1 * b;
        int sign2 = difference >= 0 ? 1 : -1;
        double cs = difference + sign2 * root, cosine, sine;
        if (Math.Abs(cs) > Math.Abs(tb))
        {
            double ct = -tb / cs;
            sine = 1 / Math.Sqrt(1 + ct * ct);
            cosine = ct * sine;
        }
        else if (b == 0)
        {
            (cosine, sine) = (1, 0);
        }
        else
        {
            double tn = -cs / tb;
            cosine = 1 / Math.Sqrt(1 + tn * tn);
            sine = tn * cosine;
        }

        return sign == sign2 ? (r1, r2, -sine, cosine) : (r1, r2, cosine, sine);
    }

    /// <summary>dlartg: c·f + s·g = r, -s·f + c·g = 0.</summary>
    private static (double C, double S, double R) Givens(double f, double g)
    {
        if (g == 0) return (1, 0, f);
        if (f == 0) return (0, Math.Sign(g), Math.Abs(g));
        double r = Math.CopySign(Math.Sqrt(f * f + g * g), f);
        return (Math.Abs(f) / Math.Abs(r), g / r, r);
    }

    /// <summary>Applies a rotation to two neighbouring columns, as dlasr does from the right.</summary>
    private static void RotateBackward(double[,] z, int column, double c, double s)
    {
        for (int i = 0; i < 3; i++)
        {
            double t = z[i, column + 1];
            z[i, column + 1] = c * t - s * z[i, column];
            z[i, column] = s * t + c * z[i, column];
        }
    }

    private static double Hypotenuse(double a, double b) => Math.Sqrt(a * a + b * b);
}
