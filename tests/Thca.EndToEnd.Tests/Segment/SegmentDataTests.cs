using System.Text.Json.Nodes;
using Thca.Core.Geometry;
using Thca.Core.Randomness;
using Thca.Core.Tables;
using Thca.Core.Volumes;
using Thca.Imaging;
using Thca.Phantoms.Ct;
using Thca.Segmentation.Labels;
using Thca.Testing;

namespace Thca.EndToEnd.Tests.Segment;

/// <summary>From files to preprocessed cases as a user runs it: merge, plan, preprocess, evaluate; good input and bad.</summary>
public sealed class SegmentDataTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Dataset => _folder.File("Dataset101_Phantom");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void MergePlanPreprocessEvaluate_OnPhantoms_EqualAtAnyJobs_AndResumes()
    {
        Cohort("P1", "P2", "P3");
        Run("merge", "--cohort", _folder.File("cohort.csv"), "--dataset", Dataset).Expect(0);
        TextTable report = TextTable.Read(Path.Combine(Dataset, "merge_report.csv"));
        // The phantom's voxel counts of labels 1 to 11.
        string[] counts = [.. AnatomicalStructure.All.Skip(1).Select(s => report[0, $"{s.Name}_voxels_after"])];
        Assert.Equal("282 320 144 144 176 176 176 176 93 93 32", string.Join(' ', counts));

        ThcaRun plan = Run("plan", "--dataset", Dataset).Expect(0);
        Assert.Contains("patch 16 x 32 x 32, batch 2", plan.Output, StringComparison.Ordinal);
        Assert.Contains("nnU-Net reads these plans but cannot build thca.CbamUNet", plan.Output, StringComparison.Ordinal);
        JsonNode plans = JsonNode.Parse(File.ReadAllText(Path.Combine(Dataset, "nnUNetPlans.json")))!;
        Assert.Equal("Dataset101_Phantom", plans["dataset_name"]!.GetValue<string>());
        Assert.Equal("[[1,1,1],[2,2,2],[2,2,2],[1,2,2]]", plans["configurations"]!["3d_fullres"]!["architecture"]!["arch_kwargs"]!["strides"]!.ToJsonString());

        string patients = _folder.File("patients.csv");
        File.WriteAllText(patients, "case,PatientID\nP1,A\nP2,A\nP3,B\n");
        string[] Preprocess(string name, string jobs) =>
            ["preprocess", "--dataset", Dataset, "--plans", Path.Combine(Dataset, "nnUNetPlans.json"), "--patients", patients, "--jobs", jobs, "--out", _folder.File(name)];
        Run(Preprocess("a", "1")).Expect(0);
        Run(Preprocess("b", "2")).Expect(0);
        string[] files = [.. Directory.EnumerateFiles(_folder.File("a"), "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(_folder.File("a"), f)).Order(StringComparer.Ordinal)];
        Assert.Contains(Path.Combine("nnUNetPlans_3d_fullres", "P1.image.npy"), files);
        Assert.All(files, f => Assert.Equal(File.ReadAllBytes(_folder.File("a", f)), File.ReadAllBytes(_folder.File("b", f))));
        Assert.Contains("6 of 6 were unchanged", Run(Preprocess("a", "2")).Output, StringComparison.Ordinal);
        string[] held = [.. JsonNode.Parse(File.ReadAllText(_folder.File("a", "splits_final.json")))!.AsArray().Select(f => string.Join(',', f!["val"]!.AsArray().Select(v => v!.GetValue<string>()))).Order()];
        Assert.Equal(["P1,P2", "P3"], held);

        (int[] shape, double[] values) = NpyFile.Read(_folder.File("a", "nnUNetPlans_3d_fullres", "P1.image.npy"));
        Assert.Equal([1, 16, 32, 32], shape);
        Assert.InRange(values.Min(), -20, 0);

        Run("evaluate", "--predictions", Path.Combine(Dataset, "labelsTr"), "--dataset", Dataset, "--out", _folder.File("evaluation")).Expect(0);
        Assert.Equal(1, JsonNode.Parse(File.ReadAllText(_folder.File("evaluation", "summary.json")))!["foreground_mean"]!["Dice"]!.GetValue<double>());
        JsonNode inspected = JsonNode.Parse(Run("inspect", "--plans", Path.Combine(Dataset, "nnUNetPlans.json"), "--json").Expect(0).Output)!;
        Assert.Equal(4, inspected["configurations"]!["3d_fullres"]!["stages"]!.GetValue<int>());
    }

    [Fact]
    public void WrongInput_OneProblemRowEach_OthersFinish_ExitCode3()
    {
        Cohort("good", "geometry", "nan", "no_anatomy", "no_lesion", "cut", "label12");
        string File_(string id, string name) => _folder.File("source", id, name);
        Volume<byte> lesion = VolumeFile.Read<byte>(File_("geometry", "lesion.nii.gz"));
        VolumeFile.Write(new Volume<byte>(lesion.Geometry with { Origin = new PhysicalPoint(0, 0, 0) }, lesion.Voxels.ToArray()), File_("geometry", "lesion.nii.gz"));
        Volume<float> ct = VolumeFile.Read<float>(File_("nan", "ct.nii.gz"));
        ct.Voxels[100] = float.NaN;
        VolumeFile.Write(ct, File_("nan", "ct.nii.gz"));
        foreach (string mask in Directory.EnumerateFiles(File_("no_anatomy", "anatomy"))) File.Delete(mask);
        VolumeFile.Write(new Volume<byte>(lesion.Geometry), File_("no_lesion", "lesion.nii.gz"));
        File.WriteAllBytes(File_("cut", "ct.nii.gz"), File.ReadAllBytes(File_("cut", "ct.nii.gz"))[..2000]);

        ThcaRun merge = Run("merge", "--cohort", _folder.File("cohort.csv"), "--dataset", Dataset).Expect(3);
        AssertStatus("merge_report.csv", ("good", "ok"), ("geometry", "GEOMETRY_MISMATCH"), ("nan", "NON_FINITE_VOXELS"), ("no_anatomy", "NO_ANATOMY"), ("no_lesion", "MASK_EMPTY"), ("cut", "FILE_TRUNCATED"), ("label12", "ok"));
        Assert.Contains("2 of 7 cases merged, 5 failed", merge.Output, StringComparison.Ordinal);
        Assert.Equal(5, merge.Error.Split('\n').Count(l => l.StartsWith("thca: ", StringComparison.Ordinal) && !l.Contains("warning", StringComparison.Ordinal)));

        // A label that is not declared, written by hand into the finished data set.
        string path = Path.Combine(Dataset, "labelsTr", "label12.nii.gz");
        LabelMap map = VolumeFile.ReadLabelMap(path);
        int[] labels = map.Labels.ToArray();
        labels[50] = 12;
        VolumeFile.WriteLabelMap(new LabelMap(map.Geometry, labels), path);
        Run("plan", "--dataset", Dataset).Expect(3);
        AssertStatus("dataset_verification.csv", ("good", "ok"), ("label12", "LABEL_UNKNOWN"));
        Run("preprocess", "--dataset", Dataset, "--configuration", "3d_fullres").Expect(3);
        AssertStatus(Path.Combine("nnUNetPlans_3d_fullres", "preprocessing.csv"), ("good", "ok"), ("label12", "LABEL_UNKNOWN"));
        Assert.True(File.Exists(Path.Combine(Dataset, "nnUNetPlans_3d_fullres", "good.image.npy")));
        Assert.False(File.Exists(Path.Combine(Dataset, "nnUNetPlans_3d_fullres", "label12.json")));
        ThcaRun inspect = Run("inspect", "--dataset", Dataset).Expect(3);
        Assert.Contains("label12: LABEL_UNKNOWN", inspect.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void ACheckpoint_IsConverted_WithPlansFromBesideIt()
    {
        string weights = SharedData.Path("golden", "networks", "cbam3d.checkpoint.pth");
        string plans = _folder.File("plans.json");
        File.WriteAllText(plans, """
            {"dataset_name": "Dataset001_Golden", "plans_name": "nnUNetPlans", "transpose_forward": [0, 1, 2], "transpose_backward": [0, 1, 2], "configurations": {"3d_fullres": {
             "data_identifier": "x", "preprocessor_name": "DefaultPreprocessor", "batch_size": 2, "patch_size": [8, 24, 20], "spacing": [1, 1, 1], "normalization_schemes": ["CTNormalization"], "use_mask_for_norm": [false],
             "architecture": {"network_class_name": "dynamic_network_architectures.architectures.cbamunet.CBAMPlainConvUNet", "arch_kwargs": {"n_stages": 3, "features_per_stage": [4, 8, 12],
              "conv_op": "torch.nn.modules.conv.Conv3d", "kernel_sizes": [[1, 3, 3], [3, 3, 3], [3, 3, 3]], "strides": [[1, 1, 1], [1, 2, 2], [2, 2, 2]], "n_conv_per_stage": [2, 2, 2], "n_conv_per_stage_decoder": [2, 2],
              "conv_bias": true, "norm_op": "torch.nn.modules.instancenorm.InstanceNorm3d", "norm_op_kwargs": {"eps": 1e-5, "affine": true}, "dropout_op": null, "nonlin": "torch.nn.LeakyReLU", "nonlin_kwargs": {"inplace": true}}}}},
             "foreground_intensity_properties_per_channel": {"0": {"mean": 1, "std": 1, "percentile_00_5": 0, "percentile_99_5": 2}}}
            """);
        Thca.Segmentation.Datasets.DatasetJson.ForThyroid(1).Write(_folder.File("dataset.json"));
        Directory.CreateDirectory(_folder.File("fold_0"));
        File.Copy(weights, _folder.File("fold_0", "checkpoint_final.pth"));
        Run("convert", "--weights", _folder.File("fold_0", "checkpoint_final.pth"), "--weights-licence", "CC BY 4.0", "--out", _folder.File("model")).Expect(0);
        Assert.Equal(["dataset.json", "model.safetensors", "plans.json"], Directory.EnumerateFiles(_folder.File("model")).Select(Path.GetFileName).Order());
        JsonNode json = JsonNode.Parse(Run("inspect", "--weights", _folder.File("model", "model.safetensors"), "--json").Expect(0).Output)!;
        Assert.Equal("CC BY 4.0", json["settings"]!["weights_licence"]!.GetValue<string>());
        Assert.Equal("thca-seg/1", json["settings"]!["schema"]!.GetValue<string>());
        Assert.Equal(17750, json["parameters"]!.GetValue<long>());
        Run("convert", "--weights", _folder.File("fold_0", "checkpoint_final.pth"), "--pytorch-compatible", "--out", _folder.File("all")).Expect(0);
        JsonNode compatible = JsonNode.Parse(Run("inspect", "--weights", _folder.File("all", "model.safetensors"), "--json").Expect(0).Output)!;
        Assert.Equal(97, compatible["aliases"]!.GetValue<int>());
        static string[] Tensors(JsonNode file) => [.. file["tensors"]!.AsObject().Select(t => $"{t.Key} {t.Value!.ToJsonString()}").Order(StringComparer.Ordinal)];
        Assert.Equal(Tensors(json), Tensors(compatible));
    }

    [Theory]
    [InlineData("merge", "--dataset", "d")]
    [InlineData("merge", "--image", "x", "--cohort", "y", "--dataset", "d")]
    [InlineData("plan", "--dataset", "d", "--network", "transformer")]
    [InlineData("inspect", "--plans", "a", "--weights", "b")]
    [InlineData("evaluate", "--predictions", "p", "--out", "o")]
    public void WrongUsage_IsExitCode2(params string[] arguments) => Run(arguments).Expect(2);

    [Fact]
    public void MissingDataset_SaysWhatIsMissing() =>
        Assert.Contains("dataset.json", Run("plan", "--dataset", _folder.File("absent")).Expect(1).Error, StringComparison.Ordinal);

    private static ThcaRun Run(params string[] arguments) => ThcaRun.Of(["segment", .. arguments, "--progress", "none"]);

    // Phantoms as TotalSegmentator and a reader would leave them: a folder of masks and a lesion mask each.
    private void Cohort(params string[] ids)
    {
        var rows = new List<string> { "PatientID,Image,Anatomy,Lesion" };
        foreach (string id in ids)
        {
            NeckCtCase phantom = NeckCtPhantom.Generate(NeckCtOptions.Plain(new GridSize(32, 32, 16), new Spacing(3, 3, 5)), RandomSeed.Default, id);
            VolumeFile.Write(phantom.Ct.Select(v => (short)v), _folder.File("source", id, "ct.nii.gz"));
            foreach (AnatomicalStructure structure in AnatomicalStructure.Anatomy)
                VolumeFile.WriteMask(phantom.Labels.Select((int)structure.Label), _folder.File("source", id, "anatomy", structure.SourceName + ".nii.gz"));
            VolumeFile.WriteMask(phantom.Labels.Select((int)AnatomicalLabel.Lesion), _folder.File("source", id, "lesion.nii.gz"));
            rows.Add($"{id},source/{id}/ct.nii.gz,source/{id}/anatomy,source/{id}/lesion.nii.gz");
        }

        File.WriteAllText(_folder.File("cohort.csv"), string.Join('\n', rows) + "\n");
    }

    private void AssertStatus(string table, params (string Id, string Status)[] expected)
    {
        TextTable rows = TextTable.Read(Path.Combine(Dataset, table));
        Dictionary<string, string> found = Enumerable.Range(0, rows.RowCount).ToDictionary(r => rows[r, 0], r => rows[r, "Status"]);
        Assert.Equal(expected.OrderBy(e => e.Id, StringComparer.Ordinal), found.Select(f => (f.Key, f.Value)).OrderBy(f => f.Key, StringComparer.Ordinal));
    }
}
