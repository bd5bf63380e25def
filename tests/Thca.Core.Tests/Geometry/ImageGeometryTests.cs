using CsCheck;
using Thca.Core.Errors;
using Thca.Core.Geometry;

namespace Thca.Core.Tests.Geometry;

public class ImageGeometryTests
{
    private static readonly ImageGeometry Oblique = new(
        new GridSize(40, 48, 24), new Spacing(0.7, 0.9, 2.5), new PhysicalPoint(10, -20, 30), new DirectionCosines(0.6, -0.8, 0, 0.8, 0.6, 0, 0, 0, -1));

    [Fact]
    public void IndexToPhysical_ThenBack_IsIdentity() =>
        Gen.Select(Gen.Double[-100, 100], Gen.Double[-100, 100], Gen.Double[-100, 100]).Sample((x, y, z) =>
        {
            (double i, double j, double k) = Oblique.PhysicalToIndex(Oblique.IndexToPhysical(x, y, z));
            Assert.Equal(x, i, 1e-9);
            Assert.Equal(y, j, 1e-9);
            Assert.Equal(z, k, 1e-9);
        });

    [Fact]
    public void EnsureMatches_DifferentOrigin_PrintsBoth()
    {
        ImageGeometry moved = Oblique with { Origin = new PhysicalPoint(11, -20, 30) };
        var error = Assert.Throws<GeometryMismatchException>(() => Oblique.EnsureMatches(moved));
        Assert.Contains("(10, -20, 30)", error.Message, StringComparison.Ordinal);
        Assert.Contains("(11, -20, 30)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Matches_DifferenceBelowTolerance_IsSame() =>
        Assert.True(Oblique.Matches(Oblique with { Origin = new PhysicalPoint(10 + 1e-7, -20, 30) }));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Spacing_NotFinitePositive_Throws(double value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Spacing(1, value, 1));
}
