using CsCheck;
using Thca.Core.Compute;
using Thca.Core.Geometry;
using Thca.Core.Volumes;
using Thca.Imaging.Distance;
using Thca.Testing;

namespace Thca.Imaging.Tests.Distance;

public class DistanceMapTests
{
    [Fact]
    public void Euclidean_AnyRegion_IsTheNearestVoxel() => Gen.Select(Gen.Int[1, 8], Gen.Int[1, 7], Gen.Int[1, 6], Gen.Int[1, 60], Gen.Int[1, 1000]).Sample((nx, ny, nz, percent, seed) =>
    {
        Mask mask = Masks.Noise(new ImageGeometry(new GridSize(nx, ny, nz), new Spacing(0.7, 1.3, 2.9)), percent, seed);
        Close.To(Nearest(mask, mask.Geometry.Spacing), DistanceMap.Euclidean(mask).Voxels, 1e-12);
        Assert.Equal(Nearest(mask, Spacing.Isotropic(1)), DistanceMap.Euclidean(mask, Spacing.Isotropic(1)).Voxels.ToArray());
        Mask within = DistanceMap.Within(mask, 2.9);
        Assert.Equal(Nearest(mask, mask.Geometry.Spacing).Select(d => d <= 2.9 + 1e-9 ? (byte)1 : (byte)0), within.Voxels.ToArray());
    });

    [Fact]
    public void SquaredEuclidean_OneVoxel_IsTheFormula()
    {
        Mask mask = Masks.Where(new ImageGeometry(new GridSize(5, 4, 3), new Spacing(1, 2, 3)), (x, y, z) => (x, y, z) == (1, 2, 0));
        Volume<double> map = DistanceMap.SquaredEuclidean(mask);
        Assert.Equal(9 + 16 + 36, map[4, 0, 2]);
        Assert.Equal(0, map[1, 2, 0]);
    }

    [Fact]
    public void Euclidean_EmptyRegion_IsInfinite()
    {
        Mask empty = Masks.Where(new GridSize(3, 2, 2), (_, _, _) => false);
        Assert.All(DistanceMap.Euclidean(empty).Voxels.ToArray(), d => Assert.Equal(double.PositiveInfinity, d));
        Assert.Equal(0, DistanceMap.Within(empty, 100).Count());
    }

    [Fact]
    public void Euclidean_OneOrTwoThreads_GiveTheSameBits()
    {
        Mask mask = Masks.Noise(new ImageGeometry(new GridSize(31, 17, 13), new Spacing(0.7, 0.7, 3)), 2, 5);
        Assert.Equal(
            DistanceMap.Euclidean(mask, compute: ComputeOptions.SingleThread).Voxels.ToArray(),
            DistanceMap.Euclidean(mask, compute: new ComputeOptions { MaxDegreeOfParallelism = 2 }).Voxels.ToArray());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Within_RadiusNotFinitePositive_Throws(double radius) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => DistanceMap.Within(Masks.Where(new GridSize(2, 2, 2), (_, _, _) => true), radius));

    private static double[] Nearest(Mask mask, Spacing s)
    {
        GridSize size = mask.Size;
        var result = new double[size.Count];
        for (int i = 0; i < result.Length; i++)
        {
            double least = double.PositiveInfinity;
            VoxelIndex a = size.IndexOf(i);
            for (int j = 0; j < result.Length; j++)
            {
                if (mask.Voxels[j] == 0) continue;
                VoxelIndex b = size.IndexOf(j);
                double x = (a.X - b.X) * s.X, y = (a.Y - b.Y) * s.Y, z = (a.Z - b.Z) * s.Z;
                least = Math.Min(least, x * x + y * y + z * z);
            }

            result[i] = Math.Sqrt(least);
        }

        return result;
    }
}
