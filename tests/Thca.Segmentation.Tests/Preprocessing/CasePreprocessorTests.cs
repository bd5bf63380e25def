using Thca.Core.Compute;
using Thca.Core.Geometry;
using Thca.Core.Randomness;
using Thca.Core.Volumes;
using Thca.Phantoms.Ct;
using Thca.Segmentation.Labels;
using Thca.Segmentation.Planning;
using Thca.Segmentation.Preprocessing;
using Thca.Segmentation.Tests.Planning;

namespace Thca.Segmentation.Tests.Preprocessing;

public class CasePreprocessorTests
{
    /// <summary>A label map to the plan's voxel size and, as logits of one class each, back to the CT's grid.</summary>
    [Theory]
    [InlineData(0.75, 0.75, 1.8)]
    [InlineData(0.9, 0.9, 2.0)]
    [InlineData(1.0, 1.0, 2.0)]
    [InlineData(0.8, 0.8, 2.0)]
    public void RoundTrip_ThereAndBack_KeepsLargeStructures(double x, double y, double z)
    {
        NeckCtCase phantom = NeckCtPhantom.Generate(new NeckCtOptions(), RandomSeed.Default);
        PlansFile plans = ExperimentPlannerTests.Plan("E", new PlannerOptions { TargetSpacing = [z, y, x] });
        var preprocessor = new CasePreprocessor(plans, plans.Configuration("3d_fullres"));
        PreparedCase prepared = preprocessor.Prepare(SegmentationCase.Of([phantom.Ct], phantom.Labels));
        LabelMap back = Export(prepared);
        Assert.Equal(phantom.Labels.Geometry, back.Geometry);
        foreach (int label in LabelSet.Thyroid.Foreground)
        {
            (int both, int a, int b) = (0, 0, 0);
            for (int i = 0; i < back.Labels.Length; i++)
            {
                bool inA = phantom.Labels.Labels[i] == label, inB = back.Labels[i] == label;
                (both, a, b) = (both + (inA && inB ? 1 : 0), a + (inA ? 1 : 0), b + (inB ? 1 : 0));
            }

            double dice = 2.0 * both / (a + b);
            if (x == 0.8) Assert.Equal(1, dice);
            else if (a > 2000) Assert.True(dice >= 0.97, $"label {label}: {dice}, {a} voxels");
        }
    }

    [Fact]
    public void OtherFileOrientations_GiveTheSameArrays_AndComeBackToTheFile()
    {
        NeckCtCase phantom = NeckCtPhantom.Generate(NeckCtOptions.Plain(new GridSize(32, 32, 16), new Spacing(3, 3, 5)), RandomSeed.Default);
        PlansFile plans = ExperimentPlannerTests.Plan("G", new PlannerOptions());
        var preprocessor = new CasePreprocessor(plans, plans.Configuration("3d_fullres"));
        PreparedCase lps = preprocessor.Prepare(SegmentationCase.Of([phantom.Ct], phantom.Labels));
        var ras = OrientationMap.Between(phantom.Ct.Geometry.Direction, new DirectionCosines(0, -1, 0, 0, 0, 1, 1, 0, 0));
        LabelMap turned = ras.Apply(phantom.Labels);
        PreparedCase other = preprocessor.Prepare(SegmentationCase.Of([ras.Apply(phantom.Ct)], turned));
        Assert.Equal(lps.Channels[0], other.Channels[0]);
        Assert.Equal(lps.Labels, other.Labels);
        LabelMap back = Export(other);
        Assert.Equal(turned.Geometry, back.Geometry);
        Assert.Equal(turned.Labels.ToArray(), back.Labels.ToArray());
    }

    [Fact]
    public void ZeroBorders_AreCropped_AndComeBack()
    {
        var grid = new ImageGeometry(new GridSize(12, 10, 8), Spacing.Isotropic(1.5));
        var ct = new Volume<float>(grid);
        var labels = new int[grid.Size.Count];
        for (int z = 2; z < 6; z++)
        {
            for (int y = 3; y < 9; y++)
            {
                for (int x = 1; x < 11; x++) ct[x, y, z] = 60;
            }
        }

        ct[1, 3, 2] = 0;
        labels[grid.Size.Offset(5, 5, 3)] = 11;
        PlansFile plans = ExperimentPlannerTests.Plan("E", new PlannerOptions());
        PreparedCase prepared = new CasePreprocessor(plans, plans.Configuration("3d_fullres")).Prepare(SegmentationCase.Of([ct], new LabelMap(grid, labels)));
        Assert.Equal(new GridSize(10, 6, 4), prepared.Properties.Size);
        Assert.Equal(-1, prepared.Labels![0]);
        Assert.Equal(0, prepared.Labels[1]);
        Assert.Equal(labels, Export(prepared).Labels.ToArray());
        // Window of the plans: -50 to 300, mean 100, deviation 50.
        Assert.Equal((60f - 100) / 50, prepared.Channels[0][1], 6);
    }

    [Fact]
    public void ThickAxis_ComesFirst_AndBackAgain()
    {
        var grid = new ImageGeometry(new GridSize(20, 6, 20), new Spacing(0.7, 3, 0.7));
        Volume<float> ct = SmallImages.Ct(grid);
        LabelMap labels = SmallImages.Labels(grid, (grid.Size.Offset(3, 4, 5), 11));
        PlansFile plans = ExperimentPlannerTests.Plan("I", new PlannerOptions());
        PreparedCase prepared = new CasePreprocessor(plans, plans.Configuration("3d_fullres")).Prepare(SegmentationCase.Of([ct], labels));
        Assert.Equal(new GridSize(20, 20, 6), prepared.Properties.Size);
        Assert.Equal(11, prepared.Labels![prepared.Properties.Size.Offset(3, 5, 4)]);
        Assert.Equal(labels.Labels.ToArray(), Export(prepared).Labels.ToArray());
    }

    [Fact]
    public void TwoDimensional_SlicesKeepTheirDistance()
    {
        var grid = new ImageGeometry(new GridSize(10, 10, 6), new Spacing(1.5, 1.5, 4));
        PlansFile plans = ExperimentPlannerTests.Plan("C", new PlannerOptions());
        PreparedCase prepared = new CasePreprocessor(plans, plans.Configuration("2d")).Prepare(SegmentationCase.Of([SmallImages.Ct(grid)], null));
        Assert.Equal(new GridSize(15, 15, 6), prepared.Properties.Size);
        Assert.Null(prepared.Labels);
    }

    [Fact]
    public void TwoVoxels_AreEnough()
    {
        var grid = new ImageGeometry(new GridSize(2, 1, 1), Spacing.Isotropic(1));
        PlansFile plans = ExperimentPlannerTests.Plan("E", new PlannerOptions());
        PreparedCase prepared = new CasePreprocessor(plans, plans.Configuration("3d_fullres")).Prepare(SegmentationCase.Of([SmallImages.Ct(grid)], SmallImages.Labels(grid)), ComputeOptions.SingleThread);
        Assert.Equal(new GridSize(1, 1, 1), prepared.Properties.Size);
    }

    [Fact]
    public void AnotherNumberOfChannels_IsAProblem()
    {
        PlansFile plans = ExperimentPlannerTests.Plan("E", new PlannerOptions());
        Volume<float> ct = SmallImages.Ct(SmallImages.Grid());
        var error = Assert.Throws<Core.Errors.ThcaException>(() => new CasePreprocessor(plans, plans.Configuration("3d_fullres")).Prepare(SegmentationCase.Of([ct, ct], null)));
        Assert.Equal(CaseReader.ChannelMismatch, error.Code);
    }

    [Fact]
    public void Threads_ChangeNothing()
    {
        NeckCtCase phantom = NeckCtPhantom.Generate(NeckCtOptions.Plain(new GridSize(32, 32, 16), new Spacing(3, 3, 5)), RandomSeed.Default);
        PlansFile plans = ExperimentPlannerTests.Plan("E", new PlannerOptions());
        var preprocessor = new CasePreprocessor(plans, plans.Configuration("3d_fullres"));
        PreparedCase one = preprocessor.Prepare(SegmentationCase.Of([phantom.Ct], phantom.Labels), ComputeOptions.SingleThread);
        PreparedCase four = preprocessor.Prepare(SegmentationCase.Of([phantom.Ct], phantom.Labels), new ComputeOptions { MaxDegreeOfParallelism = 4 });
        Assert.Equal(one.Channels[0], four.Channels[0]);
        Assert.Equal(one.Labels, four.Labels);
    }

    // Arg max of the labels as logits, slab by slab.
    private static LabelMap Export(PreparedCase prepared)
    {
        GridResampler back = prepared.Properties.Back();
        int plane = back.Target.X * back.Target.Y;
        var best = new float[back.Target.Count];
        var label = new short[back.Target.Count];
        Array.Fill(best, float.NegativeInfinity);
        for (short c = 0; c < 12; c++)
        {
            float[] logits = [.. prepared.Labels!.Select(l => l == c || (c == 0 && l < 0) ? 1f : 0)];
            var slab = new float[plane];
            for (int z = 0; z < back.Target.Z; z++)
            {
                back.Slab(logits, z, 1, slab);
                for (int i = 0; i < plane; i++)
                {
                    if (slab[i] > best[z * plane + i]) (best[z * plane + i], label[z * plane + i]) = (slab[i], c);
                }
            }
        }

        return prepared.Properties.ToFileGrid(label);
    }
}
