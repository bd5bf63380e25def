using Thca.Core.Geometry;
using Thca.Core.Randomness;
using Thca.Segmentation.Augmentation;
using Thca.Segmentation.Labels;
using Thca.Segmentation.Sampling;
using Thca.Testing;

namespace Thca.Segmentation.Tests.Augmentation;

/// <summary>Every transform alone, on patches small enough to compute by hand or by a property that must hold.</summary>
public class TransformTests
{
    private static readonly GridSize Size = new(10, 8, 6);

    [Fact]
    public void GaussianNoise_FixedDeviation_HasIt()
    {
        Patch patch = Zero(new GridSize(40, 40, 40));
        new GaussianNoise(new RandomRange(0.1, 0.1)).Apply(patch, Stream());
        ChannelMoments moments = ChannelMoments.Of(patch.Image);
        Assert.Equal(0.1, moments.StandardDeviation, 0.001);
        Assert.Equal(0, moments.Mean, 0.002);
    }

    [Theory]
    [InlineData(0.5, 3)]
    [InlineData(0.6, 5)]
    [InlineData(1.0, 7)]
    public void GaussianBlur_Kernel_HasOddLengthAndSumOne(double sigma, int length)
    {
        double[] kernel = GaussianBlur.Kernel(sigma);
        Assert.Equal(length, kernel.Length);
        Close.To(1, kernel.Sum(), 1e-12);
        Close.To(Math.Exp(-1 / (2 * sigma * sigma)), kernel[length / 2 + 1] / kernel[length / 2], 1e-12);
    }

    [Fact]
    public void GaussianBlur_Constant_StaysConstant_Impulse_SpreadsWithoutLoss()
    {
        Patch flat = Zero(Size), impulse = Zero(new GridSize(21, 21, 21));
        Array.Fill(flat.Image, 3f);
        impulse.Image[impulse.Size.Offset(10, 10, 10)] = 1;
        var blur = new GaussianBlur(new RandomRange(0.5, 1), channelProbability: 1);
        Assert.All(blur.Apply(flat, Stream()).Image, v => Close.To(3, v, 1e-6));
        blur.Apply(impulse, Stream());
        Close.To(1, impulse.Image.Sum(v => (double)v), 1e-5);
        Assert.True(impulse.Image.Max() < 0.9 && impulse.Image.Min() >= 0);
    }

    [Fact]
    public void Brightness_FixedFactor_Multiplies() =>
        Assert.Equal([1.5f, -3f], new Brightness(new RandomRange(1.5, 1.5)).Apply(Pair(1, -2), Stream()).Image);

    [Fact]
    public void Contrast_FixedFactor_SpreadsAroundTheMeanWithinTheOldRange()
    {
        // Mean 2; factor 2 gives -2 0 2 4 6, clipped to 0 … 4.
        Patch patch = new(new GridSize(5, 1, 1), 1, [0, 1, 2, 3, 4], new short[5]);
        Assert.Equal([0, 0, 2, 4, 4], new Contrast(new RandomRange(2, 2)).Apply(patch, Stream()).Image);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Gamma_AnyExponent_KeepsMeanDeviationAndOrder(bool inverted)
    {
        Patch patch = Ramp(Size);
        ChannelMoments before = ChannelMoments.Of(patch.Image);
        new Gamma(new RandomRange(1.4, 1.4), inverted).Apply(patch, Stream());
        ChannelMoments after = ChannelMoments.Of(patch.Image);
        Close.To(before.Mean, after.Mean, 1e-5, 1e-5);
        Close.To(before.StandardDeviation, after.StandardDeviation, 1e-5);
        Assert.True(patch.Image.SequenceEqual(patch.Image.Order()));
        Assert.NotEqual(Ramp(Size).Image, patch.Image);
    }

    [Fact]
    public void Gamma_ByHand()
    {
        // 0 1 4 squared over range 4 and back: 0 0.25 4; then the old mean 5/3 and deviation.
        Patch patch = new(new GridSize(3, 1, 1), 1, [0, 1, 4], new short[3]);
        double[] bent = [0, 0.25, 4];
        double mean = bent.Average(), scale = Deviation([0, 1, 4]) / Deviation(bent);
        new Gamma(new RandomRange(2, 2)).Apply(patch, Stream());
        Close.To([.. bent.Select(v => (v - mean) * scale + 5 / 3.0)], [.. patch.Image.Select(v => (double)v)], 1e-6, 1e-6);
    }

    [Fact]
    public void LowResolution_HalfOfFour_ByHand()
    {
        // Down to 2 by nearest-exact: voxels 1 and 3; up linearly with aligned cells: 1 1.5 2.5 3.
        Patch patch = new(new GridSize(4, 1, 1), 1, [0, 1, 2, 3], new short[4]);
        new LowResolution(new RandomRange(0.5, 0.5), channelProbability: 1).Apply(patch, Stream());
        Assert.Equal([1f, 1.5f, 2.5f, 3f], patch.Image);
    }

    [Fact]
    public void LowResolution_KeepFirstAxis_LeavesSlicesApart()
    {
        Patch patch = new(new GridSize(2, 2, 3), 1, [0, 0, 0, 0, 5, 5, 5, 5, 9, 9, 9, 9], new short[12]);
        new LowResolution(new RandomRange(0.5, 0.5), keepFirstAxis: true, channelProbability: 1).Apply(patch, Stream());
        Assert.Equal([0, 0, 0, 0, 5, 5, 5, 5, 9, 9, 9, 9], patch.Image);
    }

    [Fact]
    public void Mirror_LeftRight_FlipsXAndSwapsPairs_TwiceIsIdentity()
    {
        Patch patch = new(new GridSize(3, 1, 2), 1, [1, 2, 3, 4, 5, 6], [3, 4, 11, 9, 0, 10]);
        var mirror = new Mirror(MirrorAxis.LeftRight(2, LabelSet.Thyroid.FlipPairs), probability: 1);
        mirror.Apply(patch, Stream());
        Assert.Equal([3, 2, 1, 6, 5, 4], patch.Image);
        Assert.Equal([11, 3, 4, 9, 0, 10], patch.Labels);
        mirror.Apply(patch, Stream());
        Assert.Equal([1, 2, 3, 4, 5, 6], patch.Image);
        Assert.Equal([3, 4, 11, 9, 0, 10], patch.Labels);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Mirror_OneAxis_MovesEveryVoxelToItsMirrorImage(int axis)
    {
        Patch patch = Ramp(Size);
        Mirror.Flip(patch, new MirrorAxis(axis, []));
        Assert.Equal(Ramp(Size).Image[Size.Offset(1, 2, 3)], patch.Image[Size.Offset(axis == 2 ? 8 : 1, axis == 1 ? 5 : 2, axis == 0 ? 2 : 3)]);
    }

    [Fact]
    public void Spatial_NothingDrawn_CutsTheCentreUntouched()
    {
        var transform = new SpatialTransform(new GridSize(4, 4, 2), new SpatialOptions { RotationProbability = 0, ScaleProbability = 0 });
        Patch patch = transform.Apply(Ramp(Size), Stream());
        Assert.Equal(Ramp(Size).Image[Size.Offset(3, 2, 2)], patch.Image[0]);
        Assert.Equal(new GridSize(4, 4, 2), patch.Size);
    }

    [Fact]
    public void Spatial_IdentityMatrix_EqualsTheCentre()
    {
        var transform = new SpatialTransform(new GridSize(4, 4, 2), new SpatialOptions());
        Patch patch = Labelled(Size);
        Patch resampled = transform.Resample(patch, transform.Matrix([0, 0, 0], 1)), centre = transform.Centre(patch);
        Close.To([.. centre.Image.Select(v => (double)v)], [.. resampled.Image.Select(v => (double)v)], 1e-6);
        Assert.Equal(centre.Labels, resampled.Labels);
    }

    [Fact]
    public void Spatial_QuarterTurnInPlane_IsAPermutation()
    {
        GridSize square = new(5, 5, 2);
        var transform = new SpatialTransform(square, new SpatialOptions { InPlane = true });
        Patch source = Labelled(square), turned = transform.Resample(source, transform.Matrix([Math.PI / 2, 0, 0], 1));
        for (int z = 0; z < 2; z++)
        {
            for (int y = 0; y < 5; y++)
            {
                for (int x = 0; x < 5; x++)
                {
                    // Output (y, x) about the centre reads input (-x, y).
                    int from = square.Offset(y, 4 - x, z), to = square.Offset(x, y, z);
                    Close.To(source.Image[from], turned.Image[to], 1e-5, 1e-5);
                    Assert.Equal(source.Labels[from], turned.Labels[to]);
                }
            }
        }
    }

    [Fact]
    public void Spatial_ScaleAboveOne_MakesObjectsSmaller_AndMarksTheOutside()
    {
        GridSize size = new(11, 11, 11);
        var transform = new SpatialTransform(size, new SpatialOptions());
        Patch patch = Zero(size);
        for (int i = 0; i < size.Count; i++)
        {
            VoxelIndex v = size.IndexOf(i);
            if (Math.Max(Math.Abs(v.X - 5), Math.Max(Math.Abs(v.Y - 5), Math.Abs(v.Z - 5))) <= 3) (patch.Image[i], patch.Labels[i]) = (1, 1);
        }

        Patch smaller = transform.Resample(patch, transform.Matrix([0, 0, 0], 1.4));
        int before = patch.Labels.Count(l => l == 1), after = smaller.Labels.Count(l => l == 1);
        Assert.InRange((double)after / before, 0.25, 0.5);
        Assert.Equal(-1, smaller.Labels[0]);
        Assert.Equal(0f, smaller.Image[0]);
        Assert.Equal(1, smaller.Labels[size.Offset(5, 5, 5)]);
    }

    [Theory]
    [InlineData(96, 96, 96, 154, 154, 154)]
    [InlineData(112, 160, 128, 208, 238, 196)]
    [InlineData(48, 64, 64, 86, 102, 93)]
    [InlineData(56, 192, 160, 56, 225, 225)]
    public void SpatialOptions_Patch_CutsTheOriginalsExtents(int z, int y, int x, int iz, int iy, int ix) =>
        Assert.Equal(new GridSize(ix, iy, iz), SpatialOptions.For(new GridSize(x, y, z), 3).InitialSize(new GridSize(x, y, z)));

    [Theory]
    [InlineData(96, 96, 96, 3, 30, false)]
    [InlineData(56, 192, 160, 3, 180, true)]
    [InlineData(1, 512, 512, 2, 180, true)]
    [InlineData(1, 512, 256, 2, 15, true)]
    public void SpatialOptions_Patch_ChoosesAngleAndPlane(int z, int y, int x, int dimensions, double degrees, bool inPlane)
    {
        SpatialOptions options = SpatialOptions.For(new GridSize(x, y, z), dimensions);
        Close.To(degrees, options.MaxRotation * 180 / Math.PI, 1e-12);
        Assert.Equal(inPlane, options.InPlane);
    }

    [Fact]
    public void RandomRange_Factor_HalfBelowOne()
    {
        RandomStream random = Stream();
        double[] values = [.. Enumerable.Range(0, 4000).Select(_ => new RandomRange(0.7, 1.5).Factor(random))];
        Assert.All(values, v => Assert.InRange(v, 0.7, 1.5));
        Assert.Equal(0.5, values.Count(v => v < 1) / 4000.0, 0.03);
    }

    [Fact]
    public void DeepSupervisionTargets_FactorTwo_TakesOddVoxels()
    {
        Assert.Equal([1, 3], DeepSupervisionTargets.Resize([0, 1, 2, 3], new GridSize(4, 1, 1), new GridSize(2, 1, 1)));
        Assert.Equal(
            [new GridSize(160, 192, 56), new GridSize(80, 96, 56), new GridSize(40, 48, 28)],
            DeepSupervisionTargets.Sizes(new GridSize(160, 192, 56), [[1, 1, 1], [1, 2, 2], [2, 2, 2], [2, 2, 2]]));
    }

    [Fact]
    public void Pipeline_Standard_GivesTheFinalSize_NoOutsideLabel_SameForSameStream()
    {
        GridSize patch = new(16, 16, 8);
        AugmentationPipeline pipeline = AugmentationPipeline.Standard(patch, 3, MirrorAxis.LeftRight(2, LabelSet.Thyroid.FlipPairs));
        for (int i = 0; i < 30; i++)
        {
            Patch a = pipeline.Apply(Labelled(pipeline.InitialSize), new RandomSeed(1).Stream("a", "", i)), b = pipeline.Apply(Labelled(pipeline.InitialSize), new RandomSeed(1).Stream("a", "", i));
            Assert.Equal(patch, a.Size);
            Assert.Equal(a.Image, b.Image);
            Assert.Equal(a.Labels, b.Labels);
            Assert.All(a.Labels, l => Assert.InRange(l, (short)0, (short)11));
            Assert.All(a.Image, v => Assert.True(float.IsFinite(v)));
        }
    }

    private static RandomStream Stream() => new RandomSeed(5).Stream("transform");

    private static Patch Zero(GridSize size) => new(size, 1, new float[size.Count], new short[size.Count]);

    private static Patch Pair(float a, float b) => new(new GridSize(2, 1, 1), 1, [a, b], new short[2]);

    private static Patch Ramp(GridSize size) => new(size, 1, [.. Enumerable.Range(0, size.Count).Select(i => (float)(i - 100) / 50)], new short[size.Count]);

    private static Patch Labelled(GridSize size) => new(size, 1, [.. Enumerable.Range(0, size.Count).Select(i => MathF.Sin(i))], [.. Enumerable.Range(0, size.Count).Select(i => (short)(i / 3 % 12))]);

    private static double Deviation(double[] v) => Math.Sqrt(v.Sum(x => (x - v.Average()) * (x - v.Average())) / (v.Length - 1));
}
