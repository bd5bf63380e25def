using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Thca.Core.Geometry;
using Thca.Core.Randomness;
using Thca.Core.Tables;
using Thca.Core.Volumes;
using Thca.Imaging;
using Thca.Phantoms.Ct;
using Thca.Segmentation.Datasets;
using Thca.Testing;

namespace Thca.EndToEnd.Tests.Segment;

/// <summary><c>thca segment train</c> and <c>predict</c> as a user runs them, on two tiny phantoms and with the original's checkpoint layout.</summary>
public sealed class SegmentNetworkTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Dataset => _folder.File("Dataset102_Tiny");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TrainContinuePredict_TwoPhantoms_FoldsAveraged_BadCaseHasARow()
    {
        DatasetJson.ForThyroid(2).Write(Path.Combine(Dataset, DatasetJson.FileName));
        foreach (string id in (string[])["P1", "P2"])
        {
            NeckCtCase phantom = Phantom(id);
            VolumeFile.Write(phantom.Ct, DatasetFolder.ImagePath(Dataset, id, 0));
            VolumeFile.WriteLabelMap(phantom.Labels, DatasetFolder.LabelPath(Dataset, id));
        }

        Run("plan", "--dataset", Dataset, "--base-features", "4").Expect(0);
        Run("preprocess", "--dataset", Dataset, "--configuration", "3d_fullres").Expect(0);
        string[] train = ["train", "--dataset", Dataset, "--epochs", "2", "--iterations", "2", "--validation-iterations", "1", "--optimizer", "adamw", "--device", "cpu"];
        ThcaRun run = Run([.. train, "--fold", "0", "1"]).Expect(0);
        Assert.Contains("Fold 1: 2 epochs", run.Output, StringComparison.Ordinal);
        Assert.Contains("training: 4/4", run.Error, StringComparison.Ordinal);
        string model = Path.Combine(Dataset, "ThcaTrainer__nnUNetPlans__3d_fullres"), fold = Path.Combine(model, "fold_0");
        byte[] weights = File.ReadAllBytes(Path.Combine(fold, "checkpoint_final.safetensors"));
        Run([.. train, "--fold", "0", "--continue"]).Expect(0);
        Assert.Equal(weights, File.ReadAllBytes(Path.Combine(fold, "checkpoint_final.safetensors")));
        // The final validation: one mask per held-out case, a summary in nnU-Net's layout; not made again where nothing changed.
        string held = Assert.Single(Directory.GetFiles(Path.Combine(fold, "validation"), "*.nii.gz"));
        Assert.Equal(VolumeFile.ReadLabelMap(DatasetFolder.LabelPath(Dataset, CaseOf(held))).Geometry, VolumeFile.ReadLabelMap(held).Geometry);
        JsonNode summary = JsonNode.Parse(File.ReadAllText(Path.Combine(fold, "validation", "summary.json")))!;
        Assert.Equal(["foreground_mean", "mean", "metric_per_case"], summary.AsObject().Select(k => k.Key));
        Assert.Equal(held, Assert.Single(summary["metric_per_case"]!.AsArray())!["prediction_file"]!.GetValue<string>());
        Assert.Equal(12, summary["metric_per_case"]![0]!["metrics"]!.AsObject().Count + 1);
        Assert.Contains("2 of 2 cases validated, 0 failed", run.Output, StringComparison.Ordinal);

        // Over both folds every case occurs once; rules are learnt on it and applied in prediction.
        ThcaRun crossed = Run("evaluate", "--predictions", model, "--learn-postprocessing", "--out", _folder.File("crossed")).Expect(0);
        Assert.Equal(["P1", "P2"], TextTable.Read(_folder.File("crossed", "cases.csv")).Column("case_id"));
        Assert.True(File.Exists(_folder.File("crossed", "crossval_results_folds_0_1", "P1.nii.gz")) && File.Exists(_folder.File("crossed", "postprocessed", "P2.nii.gz")));
        Assert.DoesNotContain("not validated", crossed.Error, StringComparison.Ordinal);

        TextTable epochs = TextTable.Read(Path.Combine(fold, "training.csv"));
        Assert.Equal(2, epochs.RowCount);
        Assert.Equal("epoch,lr,train_loss,val_loss,mean_fg_dice,ema_fg_dice", string.Join(',', epochs.Header.Take(6)));
        Assert.Contains("<svg", File.ReadAllText(Path.Combine(fold, "progress.html")), StringComparison.Ordinal);
        Assert.Contains("expected 0 to 1, or all", Run([.. train, "--fold", "7"]).Expect(2).Error, StringComparison.Ordinal);
        Assert.Contains("no CUDA device", Run("train", "--dataset", Dataset, "--device", "cuda:0").Expect(2).Error, StringComparison.Ordinal);

        Directory.CreateDirectory(_folder.File("cts"));
        VolumeFile.Write(Phantom("P3").Ct, _folder.File("cts", "P3.nii.gz"));
        File.WriteAllText(_folder.File("cts", "broken.nii.gz"), "no image");
        ThcaRun predicted = Run("predict", "--weights", model, "--images", _folder.File("cts"), "--out", _folder.File("masks"), "--extract", "lesion", "thyroid", "--postprocessing", _folder.File("crossed", "postprocessing.json"), "--save-probabilities").Expect(3);
        Assert.Contains("broken", predicted.Error, StringComparison.Ordinal);
        TextTable cases = TextTable.Read(_folder.File("masks", "cases.csv"));
        Assert.Equal("PatientID,dataset,center,case_id", string.Join(',', cases.Header.Take(4)));
        Assert.Equal(["ok", "FORMAT_INVALID"], cases.Column("Status"));
        Assert.Equal(VolumeFile.Read<float>(_folder.File("cts", "P3.nii.gz")).Geometry, VolumeFile.ReadLabelMap(_folder.File("masks", "P3.nii.gz")).Geometry);
        Assert.True(File.Exists(_folder.File("masks", "thyroid", "P3.nii.gz")));
        JsonNode provenance = JsonNode.Parse(File.ReadAllText(_folder.File("masks", "P3.json")))!;
        Assert.Equal("2", provenance["parameters"]!["folds"]!.GetValue<string>());
        double uncertainty = provenance["uncertainty"]!.GetValue<double>();
        Assert.InRange(uncertainty, 0, 1);
        Assert.Equal(NumberText.Format(uncertainty), cases[0, "uncertainty"]);
        AssertProbabilities(_folder.File("masks", "P3.npz"), 16 * 32 * 32);
        Run("review", "list", "--dir", _folder.File("masks")).Expect(0);
        Assert.Equal(NumberText.Format(uncertainty), TextTable.Read(_folder.File("masks", "worklist.csv"))[0, "uncertainty"]);
        Assert.Equal("axis2+swap", provenance["parameters"]!["flips"]!.GetValue<string>());
        Run("predict", "--weights", Path.Combine(fold, "checkpoint_final.safetensors"), "--image", _folder.File("cts", "P3.nii.gz"), "--out", _folder.File("one.nii.gz"), "--no-tta", "--jobs", "1").Expect(0);
        Assert.Equal("ok", TextTable.Read(_folder.File("one.cases.csv"))[0, "Status"]);
        Run("predict", "--weights", model, "--out", _folder.File("x")).Expect(2);
        Assert.Contains("no weights", Run("predict", "--weights", _folder.File("cts"), "--images", _folder.File("cts"), "--out", _folder.File("x")).Expect(1).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Predict_CheckpointOfTheOriginal_ConvertedOrDirect_GivesTheSameMask()
    {
        string golden = SharedData.Path("golden", "networks", "cbam3d.checkpoint.pth");
        string folder = _folder.File("nnUNetTrainer__nnUNetPlans__3d_fullres");
        GoldenPlans(folder, SharedData.Path("golden", "networks", "cbam3d.json"));
        Directory.CreateDirectory(Path.Combine(folder, "fold_0"));
        File.Copy(golden, Path.Combine(folder, "fold_0", "checkpoint_final.pth"));
        VolumeFile.Write(Phantom("P1").Ct, _folder.File("ct.nii.gz"));
        Run("predict", "--weights", folder, "--image", _folder.File("ct.nii.gz"), "--out", _folder.File("direct.nii.gz")).Expect(0);
        Run("convert", "--weights", Path.Combine(folder, "fold_0", "checkpoint_final.pth"), "--out", _folder.File("model")).Expect(0);
        Run("predict", "--weights", _folder.File("model"), "--image", _folder.File("ct.nii.gz"), "--out", _folder.File("converted.nii.gz")).Expect(0);
        Assert.Equal(File.ReadAllBytes(_folder.File("direct.nii.gz")), File.ReadAllBytes(_folder.File("converted.nii.gz")));
        Assert.True(VolumeFile.ReadLabelMap(_folder.File("direct.nii.gz")).DistinctLabels().Count > 0);
    }

    // Twelve classes on the CT's grid whose probabilities add up to one.
    private static void AssertProbabilities(string path, int voxels)
    {
        using ZipArchive zip = ZipFile.OpenRead(path);
        string array = Path.ChangeExtension(path, ".npy");
        Assert.Single(zip.Entries).ExtractToFile(array);
        (int[] shape, double[] values) = NpyFile.Read(array);
        Assert.Equal([12, 16, 32, 32], shape);
        for (int i = 0; i < voxels; i++) Close.To(1, Enumerable.Range(0, 12).Sum(c => values[c * voxels + i]), 1e-5);
    }

    private static string CaseOf(string mask) => Path.GetFileName(mask)[..^".nii.gz".Length];

    private static NeckCtCase Phantom(string id) => NeckCtPhantom.Generate(NeckCtOptions.Plain(new GridSize(32, 32, 16), new Spacing(3, 3, 5)), new RandomSeed(1), id);

    private static ThcaRun Run(params string[] arguments) => ThcaRun.Of(["segment", .. arguments]);

    // Plans of the network that the golden weights belong to.
    private static void GoldenPlans(string folder, string description)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(description));
        JsonObject config = JsonObject.Create(document.RootElement.GetProperty("config").Clone())!;
        JsonNode Copy(string key) => config[key]!.DeepClone();
        int stages = config["features_per_stage"]!.AsArray().Count, classes = config["num_classes"]!.GetValue<int>();
        var architecture = new JsonObject
        {
            ["network_class_name"] = "dynamic_network_architectures.architectures.cbamunet.CBAMPlainConvUNet",
            ["arch_kwargs"] = new JsonObject
            {
                ["n_stages"] = stages,
                ["features_per_stage"] = Copy("features_per_stage"),
                ["conv_op"] = "torch.nn.modules.conv.Conv3d",
                ["kernel_sizes"] = Copy("kernel_sizes"),
                ["strides"] = Copy("strides"),
                ["n_conv_per_stage"] = Copy("n_conv_per_stage"),
                ["n_conv_per_stage_decoder"] = Copy("n_conv_per_stage_decoder"),
                ["conv_bias"] = Copy("conv_bias"),
                ["norm_op"] = "torch.nn.modules.instancenorm.InstanceNorm3d",
                ["norm_op_kwargs"] = new JsonObject { ["eps"] = 1e-5, ["affine"] = true },
                ["dropout_op"] = null,
                ["dropout_op_kwargs"] = null,
                ["nonlin"] = "torch.nn.LeakyReLU",
                ["nonlin_kwargs"] = new JsonObject { ["inplace"] = true },
            },
            ["_kw_requires_import"] = new JsonArray("conv_op", "norm_op", "dropout_op", "nonlin"),
        };
        static JsonObject Resampling(bool labels, int order) => new() { ["is_seg"] = labels, ["order"] = order, ["order_z"] = 0, ["force_separate_z"] = null };
        const string Function = "resample_data_or_seg_to_shape";
        var plans = new JsonObject
        {
            ["dataset_name"] = "Dataset001_Golden",
            ["plans_name"] = "nnUNetPlans",
            ["original_median_spacing_after_transp"] = new JsonArray(5, 3, 3),
            ["original_median_shape_after_transp"] = new JsonArray(16, 32, 32),
            ["image_reader_writer"] = "SimpleITKIO",
            ["transpose_forward"] = new JsonArray(0, 1, 2),
            ["transpose_backward"] = new JsonArray(0, 1, 2),
            ["experiment_planner_used"] = "ExperimentPlanner",
            ["label_manager"] = "LabelManager",
            ["foreground_intensity_properties_per_channel"] = new JsonObject
            {
                ["0"] = new JsonObject { ["mean"] = 60, ["median"] = 60, ["std"] = 120, ["min"] = -1000, ["max"] = 500, ["percentile_99_5"] = 480, ["percentile_00_5"] = -980 },
            },
            ["configurations"] = new JsonObject
            {
                ["3d_fullres"] = new JsonObject
                {
                    ["data_identifier"] = "nnUNetPlans_3d_fullres",
                    ["preprocessor_name"] = "DefaultPreprocessor",
                    ["batch_size"] = 2,
                    ["patch_size"] = new JsonArray(16, 32, 32),
                    ["median_image_size_in_voxels"] = new JsonArray(16, 32, 32),
                    ["spacing"] = new JsonArray(5, 3, 3),
                    ["normalization_schemes"] = new JsonArray("CTNormalization"),
                    ["use_mask_for_norm"] = new JsonArray(false),
                    ["resampling_fn_data"] = Function,
                    ["resampling_fn_seg"] = Function,
                    ["resampling_fn_probabilities"] = Function,
                    ["resampling_fn_data_kwargs"] = Resampling(false, 3),
                    ["resampling_fn_seg_kwargs"] = Resampling(true, 1),
                    ["resampling_fn_probabilities_kwargs"] = Resampling(false, 1),
                    ["architecture"] = architecture,
                    ["batch_dice"] = false,
                },
            },
        };
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "plans.json"), plans.ToJsonString());
        string[] channels = [.. Enumerable.Range(0, config["input_channels"]!.GetValue<int>()).Select(_ => "CT")];
        string[] labels = ["background", .. Enumerable.Range(1, classes - 1).Select(c => FormattableString.Invariant($"label_{c}"))];
        DatasetJson.Create(channels, new Thca.Segmentation.Labels.LabelSet(labels.Select((n, i) => KeyValuePair.Create(n, i))), 1).Write(Path.Combine(folder, "dataset.json"));
    }
}
