using CsCheck;
using Thca.Radiomics.Numerics;
using Thca.Testing;

namespace Thca.Radiomics.Tests.Numerics;

public class SymmetricEigenvaluesTests
{
    [Fact]
    public void Compute_KnownMatrix_GivesKnownValues()
    {
        // Second difference matrix of order n: 2 - 2 cos(k π / (n + 1)).
        const int N = 40;
        var a = new double[N * N];
        for (int i = 0; i < N; i++)
        {
            a[i * N + i] = 2;
            if (i > 0) a[i * N + i - 1] = a[(i - 1) * N + i] = -1;
        }

        double[] values = Eigenvalues(a, N);
        for (int k = 1; k <= N; k++) Close.To(2 - 2 * Math.Cos(k * Math.PI / (N + 1)), values[k - 1], 1e-12);
    }

    [Fact]
    public void Compute_RandomMatrix_KeepsTraceAndSquares() => Gen.Int[1, 24].SelectMany(n => Gen.Double[-1, 1].Array[n * n].Select(v => (n, v))).Sample(t =>
    {
        (int n, double[] a) = t;
        for (int i = 0; i < n; i++) for (int j = 0; j < i; j++) a[j * n + i] = a[i * n + j];
        double trace = Enumerable.Range(0, n).Sum(i => a[i * n + i]), squares = a.Sum(v => v * v);
        double[] values = Eigenvalues([.. a], n);
        Close.To(trace, values.Sum(), 1e-10, 1e-11);
        Close.To(squares, values.Sum(v => v * v), 1e-10, 1e-11);
    });

    [Fact]
    public void TwoLargest_TakesMagnitudes() => Assert.Equal((3, 2), SymmetricEigenvalues.TwoLargest([1, -3, 2, 0.5]));

    private static double[] Eigenvalues(double[] matrix, int n)
    {
        var values = new double[n];
        SymmetricEigenvalues.Compute(matrix, n, values, new double[n]);
        Array.Sort(values);
        return values;
    }
}
