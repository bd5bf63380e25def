using Thca.Segmentation.Architectures;
using Thca.Segmentation.Datasets;
using Thca.Segmentation.Labels;
using Thca.Segmentation.Planning;
using Thca.Testing;

namespace Thca.Segmentation.Tests.Planning;

/// <summary>Plans measured with nnU-Net 2.8 on homogeneous data sets, 12 labels, 8 GB.</summary>
public class ExperimentPlannerTests
{
    private static readonly PlannerOptions Plain = new() { Network = PlannedNetwork.Plain };

    public static TheoryData<string, string, int[], int, string, int, long> Golden => new()
    {
        { "A", "3d_fullres", [56, 192, 160], 2, "122 222 222 222 122", 1, 478_007_040 },
        { "A", "3d_lowres", [80, 192, 160], 2, "222 222 222 222 122", 0, 552_787_200 },
        { "A", "2d", [512, 512], 12, "22 22 22 22 22 22 22", 0, 85_245_952 },
        { "B", "3d_fullres", [28, 256, 224], 2, "122 122 122 222 222", 3, 506_225_664 },
        { "B", "3d_lowres", [40, 224, 192], 2, "122 122 222 222 222", 2, 522_359_040 },
        { "B", "2d", [512, 512], 12, "22 22 22 22 22 22 22", 0, 85_245_952 },
        { "C", "3d_fullres", [96, 96, 96], 2, "222 222 222 222", 0, 198_761_472 },
        { "C", "2d", [96, 96], 96, "22 22 22 22", 0, 2_912_256 },
        { "D", "3d_fullres", [40, 224, 192], 2, "122 122 222 222 222", 2, 522_359_040 },
        { "D", "2d", [512, 512], 12, "22 22 22 22 22 22 22", 0, 85_245_952 },
        { "E", "3d_fullres", [48, 64, 64], 2, "222 222 222 122", 0, 44_199_936 },
        { "F", "3d_fullres", [112, 160, 128], 2, "222 222 222 222 122", 0, 515_934_720 },
        { "F", "2d", [512, 512], 12, "22 22 22 22 22 22 22", 0, 85_245_952 },
        { "G", "3d_fullres", [16, 32, 32], 2, "222 222 122", 0, 0 },
        { "I", "3d_fullres", [40, 224, 192], 2, "122 122 222 222 222", 2, 522_359_040 },
        { "J", "3d_fullres", [28, 256, 256], 2, "122 122 222 222 122 122", 2, 0 },
    };

    [Theory]
    [MemberData(nameof(Golden))]
    public void Plan_MatchesNnUNet(string row, string configuration, int[] patch, int batch, string strides, int flatKernels, long elements)
    {
        PlansFile plans = Plan(row, Plain);
        ConfigurationPlan c = plans.Configuration(configuration);
        Assert.Equal(patch, c.PatchSize);
        Assert.Equal(batch, c.BatchSize);
        Assert.Equal(strides, string.Join(' ', c.Network.Strides.Skip(1).Select(s => string.Concat(s))));
        Assert.All(c.Network.Strides[0], s => Assert.Equal(1, s));
        int[] flat = [.. c.Network.KernelSizes.Select((k, i) => (k, i)).Where(k => k.k[0] == 1).Select(k => k.i)];
        Assert.Equal(Enumerable.Range(0, flatKernels), flat);
        Assert.All(c.Network.KernelSizes, k => Assert.All(k.Skip(1), v => Assert.Equal(3, v)));
        if (elements > 0)
            Assert.Equal(elements, FeatureMapEstimate.Elements(patch, c.Network.Strides, c.Network.FeaturesPerStage, 2, 12, gates: false));
    }

    [Theory]
    [InlineData("A", true)]
    [InlineData("B", true)]
    [InlineData("C", false)]
    [InlineData("D", true)]
    [InlineData("I", false)]
    public void LowResolution_OnlyForLargeImages_AndThenFullResolutionUsesBatchDice(string row, bool low)
    {
        PlansFile plans = Plan(row, Plain);
        bool has = plans.Configurations.Contains("3d_lowres");
        Assert.Equal(low, has);
        Assert.Equal(has, plans.Configuration("3d_fullres").BatchDice);
        Assert.Equal(has, plans.Configurations.Contains("3d_cascade_fullres"));
        if (!has) return;
        Assert.False(plans.Configuration("3d_lowres").BatchDice);
        ConfigurationPlan cascade = plans.Configuration("3d_cascade_fullres");
        Assert.Equal("3d_lowres", cascade.PreviousStage);
        Assert.Equal(plans.Configuration("3d_fullres").PatchSize, cascade.PatchSize);
    }

    [Fact]
    public void LowResolution_SpacingsAndShapes()
    {
        ConfigurationPlan a = Plan("A", Plain).Configuration("3d_lowres"), b = Plan("B", Plain).Configuration("3d_lowres");
        Close.To([1.631, 0.8371, 0.8371], [.. a.Spacing], 1e-4);
        Assert.Equal([123, 275, 275], a.MedianImageSize);
        Close.To([5, 0.6699, 0.6699], [.. b.Spacing], 1e-4);
        Assert.Equal([60, 329, 329], b.MedianImageSize);
    }

    [Fact]
    public void ThickAxis_ComesFirst()
    {
        PlansFile plans = Plan("I", Plain);
        Assert.Equal([1, 0, 2], plans.TransposeForward);
        Assert.Equal([1, 0, 2], plans.TransposeBackward);
        Assert.Equal([3, 0.7, 0.7], plans.Configuration("3d_fullres").Spacing);
    }

    [Fact]
    public void ThickSlices_TakeTheTenthPercentile()
    {
        ConfigurationPlan c = Plan("J", Plain).Configuration("3d_fullres");
        Close.To([3.4, 0.5, 0.5], [.. c.Spacing], 1e-12);
        Assert.Equal([59, 512, 512], c.MedianImageSize);
    }

    [Theory]
    [InlineData("A", 3, 31_197_498, 30_711_548)]
    [InlineData("B", 3, 29_784_378, 29_298_428)]
    public void PlannedNetworks_HaveTheParametersOfTheTable(string row, int axes, long gated, long plain)
    {
        Assert.Equal(3, axes);
        ConfigurationPlan c = Plan(row, Plain).Configuration("3d_fullres");
        Assert.Equal(plain, c.NetworkFor(1, 12).ParameterCount());
        Assert.Equal(gated, (c.NetworkFor(1, 12) with { Attention = AttentionKind.Reference }).ParameterCount());
    }

    [Fact]
    public void Gates_AreCounted_UnlessTheBudgetIsThatOfThePlainNetwork()
    {
        ConfigurationPlan plain = Plan("F", Plain).Configuration("3d_fullres");
        ConfigurationPlan gated = Plan("F", new PlannerOptions()).Configuration("3d_fullres");
        ConfigurationPlan likePlain = Plan("F", new PlannerOptions { BudgetLikePlain = true }).Configuration("3d_fullres");
        Assert.True(gated.PatchSize.Aggregate(1L, (a, b) => a * b) < plain.PatchSize.Aggregate(1L, (a, b) => a * b));
        Assert.Equal(plain.PatchSize, likePlain.PatchSize);
        Assert.Equal("thca.CbamUNet", gated.NetworkClassName);
        Assert.Equal(AttentionKind.Sound, gated.Network.Attention);
        // By hand: one stage of 2 maps, 8 voxels, 3 classes: 2·2·8 + 3·8, and gates 2·2·8 + 4·8.
        Assert.Equal(56 + 64, FeatureMapEstimate.Elements([2, 2, 2], [[1, 1, 1]], [2], 2, 3, gates: true));
    }

    [Fact]
    public void MoreMemory_LargerBatchOrPatch()
    {
        ConfigurationPlan small = Plan("F", Plain).Configuration("3d_fullres"), large = Plan("F", Plain with { MemoryGigabytes = 24 }).Configuration("3d_fullres");
        Assert.True(large.PatchSize.Aggregate(1L, (a, b) => a * b) > small.PatchSize.Aggregate(1L, (a, b) => a * b));
    }

    [Fact]
    public void TargetSpacing_CanBeGiven() => Assert.Equal([2, 1, 1], Plan("E", Plain with { TargetSpacing = [2, 1, 1] }).Configuration("3d_fullres").Spacing);

    [Fact]
    public void FlatImages_HaveNo3DConfiguration() =>
        Assert.Equal(["2d"], ExperimentPlanner.Plan(Fingerprint(Enumerable.Repeat((new[] { 999.0, 1, 1 }, new[] { 1, 128, 128 }), 10)), Dataset(10), "Dataset001_Flat", Plain).Configurations);

    [Fact]
    public void WrongOptions_AreAllNamed()
    {
        var error = Assert.Throws<Core.Errors.OptionsException>(() => new PlannerOptions { MemoryGigabytes = 0, TargetSpacing = [1, 2] }.Validate());
        Assert.Equal(2, error.Problems.Count);
    }

    internal static PlansFile Plan(string row, PlannerOptions options)
    {
        (double[], int[])[] Same(int n, double z, double yx, int d, int hw) => [.. Enumerable.Repeat((new[] { z, yx, yx }, new[] { d, hw, hw }), n)];
        ((double[], int[])[] cases, int count) = row switch
        {
            "A" => (Same(5, 1.25, 0.45, 160, 512), 625),
            "B" => (Same(5, 5, 0.43, 60, 512), 625),
            "C" => (Same(5, 1, 1, 96, 96), 20),
            "D" => ([.. Same(5, 2, 0.5, 100, 512), .. Same(4, 3, 0.6, 100, 512)], 625),
            "E" => ([.. Enumerable.Repeat((new[] { 1.5, 1.5, 1.5 }, new[] { 48, 64, 64 }), 5)], 10),
            "F" => (Same(5, 0.625, 0.488, 400, 512), 625),
            "G" => (Same(5, 5, 3, 16, 32), 5),
            "I" => ([.. Enumerable.Repeat((new[] { 0.7, 3, 0.7 }, new[] { 300, 60, 300 }), 5)], 50),
            _ =>
            (
                [
                    (new[] { 4, 0.5, 0.5 }, new[] { 50, 512, 512 }), (new[] { 6, 0.5, 0.5 }, new[] { 34, 512, 512 }), (new[] { 5, 0.4, 0.4 }, new[] { 40, 512, 512 }),
                    (new[] { 3, 0.45, 0.45 }, new[] { 66, 512, 512 }), (new[] { 5, 0.5, 0.5 }, new[] { 40, 512, 512 }),
                ],
                50),
        };
        return ExperimentPlanner.Plan(Fingerprint(cases), Dataset(count), "Dataset101_Thyroid", options);
    }

    private static DatasetJson Dataset(int cases) => DatasetJson.Create(["CT"], LabelSet.Thyroid, cases);

    private static DatasetFingerprint Fingerprint(IEnumerable<(double[] Spacing, int[] Shape)> cases) => new()
    {
        Spacings = [.. cases.Select(c => c.Spacing)],
        ShapesAfterCrop = [.. cases.Select(c => c.Shape)],
        Intensities = [new IntensityProperties(100, 110, 50, -100, 400, 300, -50)],
    };
}
