using Thca.Core.Geometry;
using Thca.Testing;

namespace Thca.Core.Tests.Geometry;

public class DirectionCosinesTests
{
    private static readonly DirectionCosines Oblique = new(0.6, -0.8, 0, 0.8, 0.6, 0, 0, 0, -1);

    [Fact]
    public void Determinant_LeftHanded_IsNegative()
    {
        Assert.Equal(1, DirectionCosines.Identity.Determinant);
        Assert.Equal(-1, Oblique.Determinant, 1e-15);
    }

    [Fact]
    public void Inverse_OfRotation_IsTheTranspose()
    {
        double[] m = Oblique.ToArray();
        Close.To([m[0], m[3], m[6], m[1], m[4], m[7], m[2], m[5], m[8]], Oblique.Inverse().ToArray(), 1e-15, 1e-15);
    }

    [Fact]
    public void FromArray_ThenToArray_IsTheSame() => Assert.Equal(Oblique, DirectionCosines.FromArray(Oblique.ToArray()));

    [Fact]
    public void FromArray_WrongLength_Throws() => Assert.Contains("got 8", Assert.Throws<ArgumentException>(() => DirectionCosines.FromArray(new double[8])).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Constructor_SingularOrNotFinite_Throws(double z) => Assert.Throws<ArgumentException>(() => new DirectionCosines(1, 0, 0, 0, 1, 0, 0, 0, z));

    [Fact]
    public void DistanceTo_IsTheLargestElementDifference() =>
        Assert.Equal(0.25, DirectionCosines.Identity.DistanceTo(new DirectionCosines(1, 0, 0.25, 0, 1, 0.125, 0, 0, 1)));
}
