using System.Text.Json.Nodes;
using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Core.Randomness;
using Thca.Core.Volumes;
using Thca.Imaging;
using Thca.Segmentation.Datasets;
using Thca.Segmentation.Evaluation;
using Thca.Segmentation.Inference;
using Thca.Segmentation.Planning;
using Thca.Segmentation.Preprocessing;
using Thca.Segmentation.Tests.Datasets;
using Thca.Segmentation.Training;
using Thca.Testing;

namespace Thca.Segmentation.Tests.Training;

public sealed class FoldValidationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DatasetFolder _dataset;
    private readonly PlansFile _plans;
    private readonly ConfigurationPlan _configuration;

    public FoldValidationTests()
    {
        _dataset = PhantomDataset.Create(_folder.FullName, cases: 4);
        FingerprintResult fingerprint = FingerprintExtractor.Run(_dataset);
        PlansFile plans = ExperimentPlanner.Plan(fingerprint.Fingerprint, _dataset.Description, _dataset.Name, new PlannerOptions { BaseFeatures = 4, TargetSpacing = [5, 3.5, 3.5] });
        plans.Write(Path.Combine(Data, "nnUNetPlans.json"));
        _plans = PlansFile.Read(Path.Combine(Data, "nnUNetPlans.json"));
        _configuration = _plans.Configuration("3d_fullres");
        DatasetPreprocessor.Run(_dataset, _plans, Data, new PreprocessingOptions { Configurations = ["3d_fullres"], Folds = 2 });
    }

    private string Data => _folder.File("data");

    private string Training => FoldTrainer.FolderOf(_folder.File("out"), _plans, _configuration);

    private string Validation => Path.Combine(Training, "fold_0", FoldValidation.Folder);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_PredictsHeldOutCasesAsFromTheirFiles_SummarisesThem_KeepsThemUntilWeightsChange()
    {
        Train(1);
        EvaluationResult result = Validate();
        string[] held = [.. CrossValidationSplit.Read(Path.Combine(Data, CrossValidationSplit.FileName))[0].Validation];
        Assert.Equal(held, result.Cases.Select(c => c.Id));
        Assert.Equal(2, held.Length);
        Assert.All(result.Cases, c => Assert.True(c.Labels.Succeeded));
        Assert.Equal(held.Select(h => h + ".nii.gz"), Masks().Select(Path.GetFileName));

        // From the preprocessed arrays as from the CT.
        using (SegmentationModel model = SegmentationModel.Load(WeightFiles.Find(Training)))
        {
            DatasetCase first = _dataset.Cases.Single(c => c.Id == held[0]);
            LabelMap direct = new LesionSegmenter(model).SegmentFiles(first.Images).Labels;
            Assert.Equal(direct.Labels.ToArray(), VolumeFile.ReadLabelMap(Masks()[0]).Labels.ToArray());
        }

        JsonObject summary = JsonNode.Parse(File.ReadAllText(Path.Combine(Validation, "summary.json")))!.AsObject();
        Assert.Equal(["foreground_mean", "mean", "metric_per_case"], summary.Select(k => k.Key));
        JsonArray cases = summary["metric_per_case"]!.AsArray();
        Assert.Equal(2, cases.Count);
        long voxels = VolumeFile.ReadLabelMap(Masks()[0]).Labels.Length;
        JsonNode trachea = cases[0]!["metrics"]!["2"]!;
        Assert.Equal(voxels, (long)(trachea["TP"]!.GetValue<double>() + trachea["FP"]!.GetValue<double>() + trachea["FN"]!.GetValue<double>() + trachea["TN"]!.GetValue<double>()));

        // An interrupted validation: what is there stays, what is missing is made.
        File.WriteAllText(Masks()[0], "kept");
        File.Delete(Masks()[1]);
        EvaluationResult resumed = Validate();
        Assert.Equal(["kept", null], Masks().Select((m, i) => i == 0 ? File.ReadAllText(m) : null));
        Assert.Equal(2, Masks().Length);
        Assert.False(resumed.Cases[0].Labels.Succeeded);

        // Other weights: all are made again.
        Train(2);
        Assert.All(Validate().Cases, c => Assert.True(c.Labels.Succeeded));
    }

    [Fact]
    public void Run_ACaseThatCannotBeRead_HasItsReason_OthersFinish()
    {
        Train(1);
        string[] held = [.. CrossValidationSplit.Read(Path.Combine(Data, CrossValidationSplit.FileName))[0].Validation];
        string image = Path.Combine(Data, _configuration.DataIdentifier, held[1] + ".image.npy");
        File.WriteAllBytes(image, File.ReadAllBytes(image)[..500]);
        EvaluationResult result = Validate();
        Assert.True(result.Cases[0].Labels.Succeeded);
        Assert.Equal(ProblemCodes.FormatInvalid, result.Cases[1].Labels.Problem.Code);
        Assert.Contains("instead of", result.Cases[1].Labels.Problem.Message, StringComparison.Ordinal);
        Assert.NotNull(JsonNode.Parse(File.ReadAllText(Path.Combine(Validation, "summary.json")))!["metric_per_case"]![1]!["problem"]);
    }

    [Fact]
    public void Run_BeforeTheTrainingIsFinished_SaysSo() =>
        Assert.Contains("training of fold 0 is not finished", Assert.Throws<FileNotFoundException>(() => Validate()).Message, StringComparison.Ordinal);

    [Fact]
    public void Collect_AllFolds_EveryCaseOnce_MissingFoldsAreNamed()
    {
        Mask(0, "P0");
        IReadOnlyList<CrossValidationSplit> splits = [new(["P1"], ["P0", "P2"]), new(["P0", "P2"], ["P1"])];
        Assert.True(CrossValidationPredictions.Has(Training));
        CrossValidationPredictions one = CrossValidationPredictions.Collect(Training, _folder.File("x"), splits);
        Assert.Equal("crossval_results_folds_0", Path.GetFileName(one.Folder));
        // P2 belongs to the fold and was not predicted: it is not forgotten.
        Assert.Equal(["P0", "P2"], one.Cases);
        Assert.Equal([1], one.MissingFolds);
        Mask(1, "P1");
        CrossValidationPredictions both = CrossValidationPredictions.Collect(Training, _folder.File("x"));
        Assert.Equal(["P0", "P1"], both.Cases);
        Assert.Equal(["P0.nii.gz", "P1.nii.gz"], Directory.GetFiles(both.Folder).Select(Path.GetFileName).Order());
        Mask(1, "P0");
        Assert.Contains("fold 0 and in fold 1", Assert.Throws<ThcaException>(() => CrossValidationPredictions.Collect(Training, _folder.File("x"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Collect_NoValidatedFold_IsRefused_AllCasesDoNotCount()
    {
        Mask("all", "P0");
        Assert.False(CrossValidationPredictions.Has(Training));
        Assert.Contains("--skip-validation", Assert.Throws<ThcaException>(() => CrossValidationPredictions.Collect(Training, _folder.File("x"))).Message, StringComparison.Ordinal);
    }

    private void Mask(object fold, string id) =>
        VolumeFile.WriteLabelMap(SmallImages.Labels(SmallImages.Grid(), (0, 1)), Path.Combine(Training, $"fold_{fold}", FoldValidation.Folder, id + ".nii.gz"));

    private string[] Masks() => [.. Directory.GetFiles(Validation, "*.nii.gz").Order(StringComparer.Ordinal)];

    private EvaluationResult Validate() => FoldValidation.Run(Data, _plans, _configuration, "0", _folder.File("out"), new FoldValidationOptions { Device = "cpu" });

    private void Train(long seed)
    {
        SegmentationTrainingOptions options = FoldTrainer.OptionsFor(_plans, _configuration, _dataset.Description) with { Epochs = 1, Iterations = 1, ValidationIterations = 0, Device = "cpu" };
        FoldTrainer.Train(Data, _plans, _configuration, "0", _folder.File("out"), options, new RandomSeed(seed)).Dispose();
    }
}
