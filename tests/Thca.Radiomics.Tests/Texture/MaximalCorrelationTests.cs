using Thca.Radiomics.Texture;
using Thca.Testing;

namespace Thca.Radiomics.Tests.Texture;

public class MaximalCorrelationTests
{
    [Fact]
    public void Of_OneLevel_IsOne() => Assert.Equal(1, Of([1], 1, true));

    [Fact]
    public void Of_OneOccupiedLevel_IsZero() => Assert.Equal(0, Of([1, 0, 0, 0], 2, true));

    [Fact]
    public void Of_IndependentLevels_IsZero() => Close.To(0, Of([0.04, 0.16, 0.16, 0.64], 2, true), 0, 1e-12);

    [Fact]
    public void Of_SeparateLevels_IsOne() => Close.To(1, Of([0.5, 0, 0, 0.5], 2, true), 1e-14);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Of_TwoLevels_IsTheCorrelation(bool symmetrical)
    {
        // For two levels the maximal correlation is the absolute phi coefficient.
        double[] p = symmetrical ? [0.3, 0.1, 0.1, 0.5] : [0.3, 0.05, 0.15, 0.5];
        double a = p[0], b = p[1], c = p[2], d = p[3];
        double phi = (a * d - b * c) / Math.Sqrt((a + b) * (c + d) * (a + c) * (b + d));
        Close.To(Math.Abs(phi), Of(p, 2, symmetrical), 1e-12);
    }

    [Fact]
    public void Of_SymmetricalMatrix_IsSameEitherWay()
    {
        double[] p = [0.1, 0.05, 0.02, 0.05, 0.2, 0.08, 0.02, 0.08, 0.4];
        Close.To(Of(p, 3, true), Of(p, 3, false), 1e-12);
    }

    private static double Of(double[] p, int k, bool symmetrical)
    {
        double[] px = new double[k], py = new double[k];
        for (int i = 0; i < k; i++) for (int j = 0; j < k; j++) { px[i] += p[i * k + j]; py[j] += p[i * k + j]; }
        return MaximalCorrelation.Of(p, px, py, symmetrical, new double[k * k], new double[2 * k]);
    }
}
