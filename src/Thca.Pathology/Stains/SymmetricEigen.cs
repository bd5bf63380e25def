namespace Thca.Pathology.Stains;

/// <summary>Eigenvalues and eigenvectors of a symmetric 3 x 3 matrix by cyclic Jacobi rotations.</summary>
internal static class SymmetricEigen
{
    private const int MostSweeps = 50;

    /// <summary>Decomposes a matrix.</summary>
    /// <param name="a">xx, xy, xz, yy, yz, zz.</param>
    /// <returns>Eigenvalues in descending order, and the unit eigenvector of each.</returns>
    public static (double[] Values, double[][] Vectors) Decompose(ReadOnlySpan<double> a)
    {
        double[,] m = { { a[0], a[1], a[2] }, { a[1], a[3], a[4] }, { a[2], a[4], a[5] } }, v = { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } };
        for (int sweep = 0; sweep < MostSweeps; sweep++)
        {
            double off = m[0, 1] * m[0, 1] + m[0, 2] * m[0, 2] + m[1, 2] * m[1, 2];
            if (off <= 1e-32 * (m[0, 0] * m[0, 0] + m[1, 1] * m[1, 1] + m[2, 2] * m[2, 2])) break;
            for (int p = 0; p < 2; p++)
                for (int q = p + 1; q < 3; q++) Rotate(m, v, p, q);
        }

        int[] order = [.. Enumerable.Range(0, 3).OrderByDescending(i => m[i, i])];
        return ([.. order.Select(i => m[i, i])], [.. order.Select(i => new[] { v[0, i], v[1, i], v[2, i] })]);
    }

    private static void Rotate(double[,] m, double[,] v, int p, int q)
    {
        if (m[p, q] == 0) return;
        double theta = (m[q, q] - m[p, p]) / (2 * m[p, q]);
        double t = (theta >= 0 ? 1 : -1) / (Math.Abs(theta) + Math.Sqrt(theta * theta + 1)), c = 1 / Math.Sqrt(t * t + 1), s = t * c;
        for (int k = 0; k < 3; k++) (m[k, p], m[k, q]) = (c * m[k, p] - s * m[k, q], s * m[k, p] + c * m[k, q]);
        for (int k = 0; k < 3; k++) (m[p, k], m[q, k]) = (c * m[p, k] - s * m[q, k], s * m[p, k] + c * m[q, k]);
        for (int k = 0; k < 3; k++) (v[k, p], v[k, q]) = (c * v[k, p] - s * v[k, q], s * v[k, p] + c * v[k, q]);
    }
}
