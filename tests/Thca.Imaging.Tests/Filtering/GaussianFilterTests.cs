using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Geometry;
using Thca.Core.Volumes;
using Thca.Imaging.Filtering;
using Thca.Testing;

namespace Thca.Imaging.Tests.Filtering;

public class GaussianFilterTests
{
    // Values of scipy.ndimage.gaussian_filter 1.10 on (7 i² + 3 i) mod 23 in 5 x 4 x 3 voxels.
    [Theory]
    [InlineData(BoundaryMode.Reflect, 7.689975828084981, 10.677676079472793, 7.554054086146637, 11.183339609634118, 600.9999999999999)]
    [InlineData(BoundaryMode.Nearest, 6.692018047135791, 10.650513760481708, 6.795587074443013, 11.517019514130165, 597.9882948993794)]
    public void Smooth_SigmaInVoxels_IsScipy(BoundaryMode boundary, double first, double inner, double last, double edge, double sum)
    {
        Volume<double> g = GaussianFilter.Smooth(Sample(new Spacing(1, 2, 3)), new GaussianOptions { Boundary = boundary });
        Close.To([first, inner, last, edge, sum], [g[0, 0, 0], g[3, 2, 1], g[4, 3, 2], g[4, 1, 0], g.Voxels.ToArray().Sum()], 1e-14);
    }

    [Fact]
    public void Smooth_SigmaInMillimetres_DividesBySpacing()
    {
        var options = new GaussianOptions { Sigma = 1.2, Unit = LengthUnit.Millimetres, Truncate = 3 };
        Volume<double> g = GaussianFilter.Smooth(Sample(new Spacing(0.5, 1, 2)), options);
        Close.To([9.016819607505655, 10.064533249651172, 9.804634259166548, 10.517826598769775], [g[0, 0, 0], g[3, 2, 1], g[4, 3, 2], g[4, 1, 0]], 1e-14);
    }

    [Fact]
    public void Smooth_ConstantImageOrSigmaZero_StaysTheSame()
    {
        var constant = new Volume<float>(new ImageGeometry(new GridSize(9, 3, 1), Spacing.Isotropic(1)), [.. Enumerable.Repeat(7f, 27)]);
        Close.To([.. Enumerable.Repeat(7d, 27)], GaussianFilter.Smooth(constant).Voxels, 1e-14);
        Volume<short> sample = Sample(Spacing.Isotropic(1));
        Close.To([.. sample.Voxels.ToArray().Select(v => (double)v)], GaussianFilter.Smooth(sample, new GaussianOptions { Sigma = 0 }).Voxels, 0);
    }

    [Fact]
    public void Smooth_Reflect_KeepsTheSum()
    {
        Volume<double> g = GaussianFilter.Smooth(Sample(Spacing.Isotropic(1)), new GaussianOptions { Sigma = 2.5 });
        Close.To(601, g.Voxels.ToArray().Sum(), 1e-12);
    }

    [Fact]
    public void Smooth_OneOrTwoThreads_GiveTheSameBits() => Assert.Equal(
        GaussianFilter.Smooth(Sample(Spacing.Isotropic(1)), compute: ComputeOptions.SingleThread).Voxels.ToArray(),
        GaussianFilter.Smooth(Sample(Spacing.Isotropic(1)), compute: new ComputeOptions { MaxDegreeOfParallelism = 2 }).Voxels.ToArray());

    [Fact]
    public void Smooth_BadOptions_ListsAll()
    {
        var error = Assert.Throws<OptionsException>(() => GaussianFilter.Smooth(Sample(Spacing.Isotropic(1)), new GaussianOptions { Sigma = -1, Truncate = double.NaN }));
        Assert.Equal(2, error.Problems.Count);
    }

    private static Volume<short> Sample(Spacing spacing) =>
        new(new ImageGeometry(new GridSize(5, 4, 3), spacing), [.. Enumerable.Range(0, 60).Select(i => (short)((i * i * 7 + 3 * i) % 23))]);
}
