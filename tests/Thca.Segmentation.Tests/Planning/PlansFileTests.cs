using System.Text.Json.Nodes;
using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Core.Provenance;
using Thca.Segmentation.Architectures;
using Thca.Segmentation.Planning;
using Thca.Segmentation.Preprocessing;
using Thca.Testing;

namespace Thca.Segmentation.Tests.Planning;

public sealed class PlansFileTests : IDisposable
{
    // One configuration as nnU-Net 2.8 writes it after the original's edit, with keys of another program.
    private const string Current = """
        {"dataset_name": "Dataset101_Thyroid", "plans_name": "nnUNetPlans", "original_median_spacing_after_transp": [1.5, 1.5, 1.5], "original_median_shape_after_transp": [48, 64, 64],
         "image_reader_writer": "SimpleITKIO", "transpose_forward": [0, 1, 2], "transpose_backward": [0, 1, 2], "a_new_key": {"kept": [1, 2.50, null]},
         "configurations": {
          "3d_fullres": {"data_identifier": "nnUNetPlans_3d_fullres", "preprocessor_name": "DefaultPreprocessor", "batch_size": 2,
           "patch_size": [48, 64, 64], "median_image_size_in_voxels": [48.0, 64.0, 64.0], "spacing": [1.5, 1.5, 1.5], "kept_too": "x",
           "normalization_schemes": ["CTNormalization"], "use_mask_for_norm": [false],
           "resampling_fn_data": "resample_data_or_seg_to_shape", "resampling_fn_seg": "resample_data_or_seg_to_shape",
           "resampling_fn_data_kwargs": {"is_seg": false, "order": 3, "order_z": 0, "force_separate_z": null},
           "resampling_fn_seg_kwargs": {"is_seg": true, "order": 1, "order_z": 0, "force_separate_z": null},
           "resampling_fn_probabilities": "resample_data_or_seg_to_shape",
           "resampling_fn_probabilities_kwargs": {"is_seg": false, "order": 1, "order_z": 0, "force_separate_z": false},
           "architecture": {"network_class_name": "dynamic_network_architectures.architectures.cbamunet.CBAMPlainConvUNet",
            "arch_kwargs": {"n_stages": 5, "features_per_stage": [32, 64, 128, 256, 320], "conv_op": "torch.nn.modules.conv.Conv3d",
             "kernel_sizes": [[3, 3, 3], [3, 3, 3], [3, 3, 3], [3, 3, 3], [3, 3, 3]], "strides": [[1, 1, 1], [2, 2, 2], [2, 2, 2], [2, 2, 2], [1, 2, 2]],
             "n_conv_per_stage": [2, 2, 2, 2, 2], "n_conv_per_stage_decoder": [2, 2, 2, 2], "conv_bias": true,
             "norm_op": "torch.nn.modules.instancenorm.InstanceNorm3d", "norm_op_kwargs": {"eps": 1e-05, "affine": true}, "dropout_op": null, "dropout_op_kwargs": null,
             "nonlin": "torch.nn.LeakyReLU", "nonlin_kwargs": {"inplace": true}}, "_kw_requires_import": ["conv_op", "norm_op", "dropout_op", "nonlin"]}, "batch_dice": true},
          "small_patch": {"inherits_from": "3d_fullres", "patch_size": [32, 48, 48], "batch_size": 4}},
         "experiment_planner_used": "ExperimentPlanner", "label_manager": "LabelManager",
         "foreground_intensity_properties_per_channel": {"0": {"max": 900.0, "mean": 90.0, "median": 95.0, "min": NaN, "percentile_00_5": -80.0, "percentile_99_5": 260.0, "std": 55.0}}}
        """;

    // The format before nnU-Net 2.3.1.
    private const string Older = """
        {"dataset_name": "Dataset101_Thyroid", "plans_name": "nnUNetPlans", "image_reader_writer": "NibabelIOWithReorient", "transpose_forward": [0, 1, 2], "transpose_backward": [0, 1, 2],
         "configurations": {"3d_fullres": {"data_identifier": "nnUNetPlans_3d_fullres", "preprocessor_name": "DefaultPreprocessor", "batch_size": 2, "patch_size": [16, 32, 32],
          "spacing": [5.0, 3.0, 3.0], "normalization_schemes": ["CTNormalization"], "use_mask_for_norm": [false], "UNet_class_name": "PlainConvUNet", "UNet_base_num_features": 32,
          "n_conv_per_stage_encoder": [2, 2, 2, 2], "n_conv_per_stage_decoder": [2, 2, 2], "num_pool_per_axis": [2, 3, 3], "unet_max_num_features": 100,
          "pool_op_kernel_sizes": [[1, 1, 1], [2, 2, 2], [2, 2, 2], [1, 2, 2]], "conv_kernel_sizes": [[1, 3, 3], [3, 3, 3], [3, 3, 3], [3, 3, 3]],
          "resampling_fn_data": "resample_data_or_seg_to_shape", "resampling_fn_data_kwargs": {"is_seg": false, "order": 3, "order_z": 0, "force_separate_z": null}, "batch_dice": false}},
         "foreground_intensity_properties_by_modality": {"0": {"mean": 90.0, "median": 95.0, "percentile_00_5": -80.0, "percentile_99_5": 260.0, "std": 55.0, "min": -100, "max": 900}}}
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Current_IsReadInFull()
    {
        PlansFile plans = Read(Current);
        ConfigurationPlan c = plans.Configuration("3d_fullres");
        Assert.Equal([48, 64, 64], c.PatchSize);
        Assert.True(c.BatchDice);
        Assert.Null(c.ImageResampling.ForceSeparateZ);
        Assert.False(c.LogitResampling.ForceSeparateZ);
        Assert.Equal(AttentionKind.Reference, c.Network.Attention);
        Assert.Equal(12, c.NetworkFor(1, 12).ClassCount);
        Assert.Equal(-80, plans.Intensities[0].Percentile005);
        Assert.False(plans.IsOwn);
        Assert.True(plans.IsForNnUNet);
        Assert.Equal(ArrayOrientation.Lps, plans.Orientation());
        Assert.Equal(ArrayOrientation.File, plans.Orientation(AnalysisMode.Reference));
    }

    [Fact]
    public void Inherited_ChildOverridesParent()
    {
        ConfigurationPlan c = Read(Current).Configuration("small_patch");
        Assert.Equal([32, 48, 48], c.PatchSize);
        Assert.Equal(4, c.BatchSize);
        Assert.Equal([1.5, 1.5, 1.5], c.Spacing);
    }

    [Fact]
    public void UnknownKeys_SurviveReadingAndWriting()
    {
        string target = _folder.File("out.json");
        Read(Current).Write(target);
        JsonNode json = JsonNode.Parse(File.ReadAllText(target))!;
        Assert.Equal("[1,2.50,null]", json["a_new_key"]!["kept"]!.ToJsonString());
        Assert.Equal("x", json["configurations"]!["3d_fullres"]!["kept_too"]!.GetValue<string>());
        Assert.Null(json["foreground_intensity_properties_per_channel"]!["0"]!["min"]);
        Assert.Equal(PlansFile.Read(target).ToJson(), Read(Current).ToJson());
    }

    [Fact]
    public void Older_BecomesTheSameNetwork()
    {
        PlansFile plans = Read(Older);
        ConfigurationPlan c = plans.Configuration("3d_fullres");
        Assert.Equal([32, 64, 100, 100], c.Network.FeaturesPerStage);
        Assert.Equal([1, 3, 3], c.Network.KernelSizes[0]);
        Assert.Equal([1, 2, 2], c.Network.Strides[3]);
        Assert.True(c.Network.ConvolutionBias);
        Assert.Equal(AttentionKind.None, c.Network.Attention);
        Assert.Equal(55, plans.Intensities[0].StandardDeviation);
        Assert.Equal(ArrayOrientation.Ras, plans.Orientation());
    }

    [Fact]
    public void Written_HasEveryKeyOfNnUNet_AndReadsBackEqual()
    {
        PlansFile plans = ExperimentPlannerTests.Plan("A", new PlannerOptions());
        string target = _folder.File("nnUNetPlans.json");
        plans.Write(target);
        JsonNode json = JsonNode.Parse(File.ReadAllText(target))!;
        foreach (string key in (string[])["dataset_name", "plans_name", "original_median_spacing_after_transp", "original_median_shape_after_transp", "image_reader_writer", "transpose_forward", "transpose_backward", "configurations", "experiment_planner_used", "label_manager", "foreground_intensity_properties_per_channel"])
            Assert.NotNull(json[key]);
        JsonNode model = JsonNode.Parse(Current.Replace("NaN", "0", StringComparison.Ordinal))!["configurations"]!["3d_fullres"]!;
        JsonObject written = json["configurations"]!["3d_fullres"]!.AsObject();
        Assert.Equal(model.AsObject().Select(k => k.Key).Where(k => k != "kept_too").Order(), written.Select(k => k.Key).Order());
        Assert.Equal("thca.CbamUNet", written["architecture"]!["network_class_name"]!.GetValue<string>());
        Assert.Equal("3d_cascade_fullres", json["configurations"]!["3d_lowres"]!["next_stage"]!.GetValue<string>());
        PlansFile back = PlansFile.Read(target);
        Assert.True(back.IsOwn);
        Assert.False(back.IsForNnUNet);
        Assert.Equal(plans.ToJson(), back.ToJson());
    }

    [Fact]
    public void WithNetwork_GivesPlansThatNnUNetCanTrain()
    {
        PlansFile plans = ExperimentPlannerTests.Plan("E", new PlannerOptions()).WithNetwork(PlannedNetwork.Plain);
        Assert.True(plans.IsForNnUNet);
        Assert.Equal(AttentionKind.None, plans.Configuration("3d_fullres").Network.Attention);
    }

    [Fact]
    public void Write_KeepsConfigurationsOfOthers()
    {
        string target = _folder.File("nnUNetPlans.json");
        Read(Current).Write(target);
        ExperimentPlannerTests.Plan("E", new PlannerOptions()).Write(target);
        Assert.Contains("small_patch", PlansFile.Read(target).Configurations);
    }

    [Theory]
    [InlineData("\"DefaultPreprocessor\"", "\"FancyPreprocessor\"", "FancyPreprocessor", ProblemCodes.FormatUnsupported)]
    [InlineData("\"resampling_fn_seg\": \"resample_data_or_seg_to_shape\"", "\"resampling_fn_seg\": \"resample_torch_fornnunet\"", "resample_torch_fornnunet", ProblemCodes.FormatUnsupported)]
    [InlineData("CBAMPlainConvUNet", "ResidualEncoderUNet", "ResidualEncoderUNet", ProblemCodes.FormatUnsupported)]
    [InlineData("\"dropout_op\": null", "\"dropout_op\": \"torch.nn.Dropout3d\"", "dropout", ProblemCodes.FormatUnsupported)]
    [InlineData("modules.conv.Conv3d", "modules.conv.Conv2d", "conv_op", ProblemCodes.FormatUnsupported)]
    [InlineData("\"batch_size\": 2", "\"batch_sizes\": 2", "batch_size", ProblemCodes.FormatInvalid)]
    [InlineData("\"inherits_from\": \"3d_fullres\"", "\"inherits_from\": \"small_patch\"", "circle", ProblemCodes.FormatInvalid)]
    [InlineData("[48, 64, 64], \"median", "[48, 64], \"median", "spacing", ProblemCodes.FormatInvalid)]
    public void WhatCannotBeDone_IsNamed(string from, string to, string named, string code)
    {
        Assert.Contains(from, Current, StringComparison.Ordinal);
        var error = Assert.ThrowsAny<ThcaException>(() =>
        {
            PlansFile plans = Read(Current.Replace(from, to, StringComparison.Ordinal));
            plans.Configuration("small_patch");
            plans.Configuration("3d_fullres");
        });
        Assert.Equal(code, error.Code);
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LaterLayout_SaysToUpdate()
    {
        string text = ExperimentPlannerTests.Plan("E", new PlannerOptions()).ToJson().Replace("thca-plans/1", "thca-plans/2", StringComparison.Ordinal);
        var error = Assert.Throws<DataFormatException>(() => Read(text));
        Assert.Equal(ProblemCodes.FormatUnsupported, error.Code);
        Assert.Contains("thca-plans/2", error.What, StringComparison.Ordinal);
        Assert.Contains("Update", error.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"configurations\": 3}")]
    [InlineData("{\"dataset_name\": NaN")]
    public void NoPlans_AreRefusedWithoutCrash(string text) => Assert.ThrowsAny<ThcaException>(() => Read(text));

    [Fact]
    public void UnknownConfiguration_ListsThoseThereAre() =>
        Assert.Contains("3d_fullres, small_patch", Assert.Throws<ThcaException>(() => Read(Current).Configuration("4d")).Remedy, StringComparison.Ordinal);

    private PlansFile Read(string text)
    {
        string path = _folder.File("plans.json");
        File.WriteAllText(path, text);
        return PlansFile.Read(path);
    }
}
