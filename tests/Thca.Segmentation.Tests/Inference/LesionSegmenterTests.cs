using Thca.Core.Contracts;
using Thca.Core.Errors;
using Thca.Core.Geometry;
using Thca.Core.Outcomes;
using Thca.Core.Volumes;
using Thca.Imaging;
using Thca.Segmentation.Architectures;
using Thca.Segmentation.Augmentation;
using Thca.Segmentation.Datasets;
using Thca.Segmentation.Evaluation;
using Thca.Segmentation.Inference;
using Thca.Segmentation.Labels;
using Thca.Segmentation.Planning;
using Thca.Segmentation.Preprocessing;
using Thca.Segmentation.Tests.Planning;
using Thca.Testing;
using Thca.Torch.Weights;

namespace Thca.Segmentation.Tests.Inference;

/// <summary>What a prediction does with CTs and weights that are not as they should be.</summary>
public sealed class LesionSegmenterTests : IDisposable
{
    private static readonly DatasetJson Dataset = DatasetJson.ForThyroid(1);
    private static readonly PlansFile Plans = ExperimentPlannerTests.Plan("G", new PlannerOptions { BaseFeatures = 4 });

    private readonly TemporaryFolder _folder = new();
    private readonly SegmentationModel _model;

    public LesionSegmenterTests()
    {
        IReadOnlyList<MirrorAxis> mirror = MirrorAxis.LeftRight(2, LabelSet.Thyroid.FlipPairs);
        _model = SegmentationModel.Of(UNet.Create(Plans.Configuration("3d_fullres").NetworkFor(1, 12), 3), Plans, "3d_fullres", Dataset, mirror, "cpu");
    }

    public void Dispose()
    {
        _model.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Segment_NaN_IsRefusedWithTheNumberOfVoxels()
    {
        Volume<float> ct = SmallImages.Ct(SmallImages.Grid());
        (ct.Voxels[3], ct.Voxels[7]) = (float.NaN, float.PositiveInfinity);
        ThcaException error = Assert.Throws<ThcaException>(() => new LesionSegmenter(_model).Segment(ct));
        Assert.Equal(ProblemCodes.NonFiniteVoxels, error.Code);
        Assert.Contains("2 voxels", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 2, 1)]
    [InlineData(40, 3, 2)]
    public void Segment_SmallerThanAPatch_GivesEveryVoxelALabel(int x, int y, int z)
    {
        var geometry = new ImageGeometry(new GridSize(x, y, z), new Spacing(2, 2, 4));
        LesionSegmentation result = new LesionSegmenter(_model).Segment(SmallImages.Ct(geometry));
        Assert.Equal(geometry, result.Labels.Geometry);
        Assert.All(result.Labels.Labels.ToArray(), l => Assert.InRange(l, 0, 11));
    }

    [Fact]
    public void Segment_AnotherNumberOfChannels_IsRefused() =>
        Assert.Equal(CaseReader.ChannelMismatch, Assert.Throws<ThcaException>(() => new LesionSegmenter(_model).Segment([SmallImages.Ct(SmallImages.Grid()), SmallImages.Ct(SmallImages.Grid())])).Code);

    [Fact]
    public void Segment_AnyFileOrientation_GivesTheSameLabels()
    {
        Volume<float> ct = SmallImages.Ct(new ImageGeometry(new GridSize(20, 14, 8), new Spacing(3, 3, 5)));
        LabelMap straight = new LesionSegmenter(_model).Segment(ct).Labels;
        Assert.True(straight.DistinctLabels().Count > 0);
        foreach (double[] axes in (double[][])[[-1, 0, 0, 0, -1, 0, 0, 0, 1], [0, -1, 0, 0, 0, 1, 1, 0, 0]])
        {
            var turn = OrientationMap.Between(ct.Geometry.Direction, DirectionCosines.FromArray(axes));
            LabelMap turned = new LesionSegmenter(_model).Segment(turn.Apply(ct)).Labels;
            Assert.Equal(turn.Apply(straight).Labels.ToArray(), turned.Labels.ToArray());
        }
    }

    [Fact]
    public void Segment_VolumeFileAndRules_Agree()
    {
        Volume<float> ct = SmallImages.Ct(new ImageGeometry(new GridSize(20, 14, 8), new Spacing(3, 3, 5)));
        VolumeFile.Write(ct, _folder.File("ct.nii.gz"));
        LabelMap plain = new LesionSegmenter(_model).Segment(ct).Labels;
        Assert.Equal(plain.Labels.ToArray(), new LesionSegmenter(_model).SegmentFiles([_folder.File("ct.nii.gz")]).Labels.Labels.ToArray());
        var rules = new ComponentRules { LargestOfLabels = [.. LabelSet.Thyroid.Foreground.Where(l => l != 11)] };
        LabelMap filtered = new LesionSegmenter(_model, new PredictionOptions { Postprocessing = rules }).Segment(ct).Labels;
        Assert.Equal(ComponentFilter.Apply(plain, rules, LabelSet.Thyroid).Labels.ToArray(), filtered.Labels.ToArray());
    }

    [Fact]
    public void Load_TheSecondStageOfACascade_IsRefusedWithAReason()
    {
        PlansFile plans = ExperimentPlannerTests.Plan("A", new PlannerOptions());
        plans.Write(_folder.File("cascade", "plans.json"));
        Dataset.Write(_folder.File("cascade", DatasetJson.FileName));
        SafetensorsFile.Write(_folder.File("cascade", "model.safetensors"), new Dictionary<string, WeightTensor>(), new Dictionary<string, string> { [StoredModel.ConfigurationKey] = "3d_cascade_fullres" });
        Assert.Contains("second stage of a cascade", Assert.Throws<ThcaException>(() => SegmentationModel.Load(WeightFiles.Find(_folder.File("cascade")), device: "cpu")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_HostileCheckpoint_IsRefusedWithoutRunningIt()
    {
        string proof = _folder.File("proof");
        Plans.Write(_folder.File("evil", "plans.json"));
        Dataset.Write(_folder.File("evil", DatasetJson.FileName));
        string weights = _folder.File("evil", "fold_0", "checkpoint_final.pth");
        Directory.CreateDirectory(Path.GetDirectoryName(weights)!);
        File.WriteAllText(weights, $"cos\nsystem\n(S'touch {proof}'\ntR.");
        Assert.Throws<DataFormatException>(() => SegmentationModel.Load(WeightFiles.Find(_folder.File("evil")), device: "cpu"));
        Assert.False(File.Exists(proof));
    }

    [Fact]
    public void Load_WeightsOfAnotherArchitecture_NameTheDifferenceAndTheRemedy()
    {
        using (UNet other = UNet.Create(NetworkPlan.Isotropic(3, [4, 8], 12), 1))
            SafetensorsFile.Write(_folder.File("model", "model.safetensors"), StateDict.Save(other), new Dictionary<string, string> { [StoredModel.ConfigurationKey] = "3d_fullres" });
        Plans.Write(_folder.File("model", "plans.json"));
        Dataset.Write(_folder.File("model", DatasetJson.FileName));
        DataFormatException error = Assert.Throws<DataFormatException>(() => SegmentationModel.Load(WeightFiles.Find(_folder.File("model")), device: "cpu"));
        Assert.Equal(ProblemCodes.ModelInvalid, error.Code);
        Assert.Contains("missing (encoder.stages.", error.Message, StringComparison.Ordinal);
        Assert.Contains("--configuration", error.Remedy, StringComparison.Ordinal);
    }
}
