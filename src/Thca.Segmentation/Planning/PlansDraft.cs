using System.Text.Json.Nodes;
using Thca.Segmentation.Preprocessing;
using Thca.Statistics.Summaries;

namespace Thca.Segmentation.Planning;

/// <summary>Collects what a plans file holds and writes it in nnU-Net's words.</summary>
internal sealed class PlansDraft
{
    public const int Convolutions = 2;

    public required string DatasetName { get; init; }

    public required PlannerOptions Options { get; init; }

    public required int[] TransposeForward { get; init; }

    public required DatasetFingerprint Fingerprint { get; init; }

    public required IReadOnlyList<string> Channels { get; init; }

    public required string ReaderWriter { get; init; }

    public List<(string Name, PlannedConfiguration Configuration, bool BatchDice)> Configurations { get; } = [];

    public PlansFile ToPlans()
    {
        var configurations = new JsonObject();
        bool cascade = Configurations.Any(c => c.Name == "3d_lowres");
        var elements = new JsonObject();
        foreach ((string name, PlannedConfiguration configuration, bool batchDice) in Configurations)
        {
            JsonObject json = Configuration(name, configuration);
            json["batch_dice"] = batchDice;
            if (name == "3d_lowres") json["next_stage"] = "3d_cascade_fullres";
            configurations[name] = json;
            elements[name] = configuration.Elements;
        }

        if (cascade) configurations["3d_cascade_fullres"] = new JsonObject { ["inherits_from"] = "3d_fullres", ["previous_stage"] = "3d_lowres" };
        return PlansFile.FromJson(new JsonObject
        {
            ["dataset_name"] = DatasetName,
            ["plans_name"] = Options.PlansName,
            ["original_median_spacing_after_transp"] = Numbers(TransposeForward.Select(a => Quantiles.Of([.. Fingerprint.Spacings.Select(s => s[a])], 0.5))),
            ["original_median_shape_after_transp"] = Integers(TransposeForward.Select(a => (int)Math.Round(Quantiles.Of([.. Fingerprint.ShapesAfterCrop.Select(s => (double)s[a])], 0.5), MidpointRounding.ToEven))),
            ["image_reader_writer"] = ReaderWriter,
            ["transpose_forward"] = Integers(TransposeForward),
            ["transpose_backward"] = Integers(AxisOrder.Inverse(TransposeForward)),
            ["configurations"] = configurations,
            ["experiment_planner_used"] = "ExperimentPlanner",
            ["label_manager"] = "LabelManager",
            ["foreground_intensity_properties_per_channel"] = IntensityJson.ToJson(Fingerprint.Intensities),
            [PlansFile.OwnKey] = new JsonObject
            {
                ["schema"] = PlansFile.Schema,
                ["orientation"] = Options.FileOrientation ? "file" : "LPS",
                ["memory_gb"] = Options.MemoryGigabytes,
                ["gates_counted"] = Options.Network != PlannedNetwork.Plain && !Options.BudgetLikePlain,
                ["feature_map_elements"] = elements,
            },
        });
    }

    private JsonObject Configuration(string name, PlannedConfiguration c) => new()
    {
        ["data_identifier"] = $"{Options.PlansName}_{name}",
        ["preprocessor_name"] = "DefaultPreprocessor",
        ["batch_size"] = c.BatchSize,
        ["patch_size"] = Integers(c.Topology.Patch),
        ["median_image_size_in_voxels"] = Numbers(c.MedianShape),
        ["spacing"] = Numbers(c.Spacing),
        ["normalization_schemes"] = new JsonArray([.. Channels.Select(n => (JsonNode)IntensityNormalizer.SchemeFor(n))]),
        ["use_mask_for_norm"] = new JsonArray([.. Channels.Select(n => (JsonNode)IntensityNormalizer.UsesMask(n, Fingerprint.MedianRelativeSizeAfterCropping))]),
        ["resampling_fn_data"] = ConfigurationPlan.ResamplingFunction,
        ["resampling_fn_seg"] = ConfigurationPlan.ResamplingFunction,
        ["resampling_fn_data_kwargs"] = Resampling(false, 3),
        ["resampling_fn_seg_kwargs"] = Resampling(true, 1),
        ["resampling_fn_probabilities"] = ConfigurationPlan.ResamplingFunction,
        ["resampling_fn_probabilities_kwargs"] = Resampling(false, 1),
        ["architecture"] = Architecture(c),
    };

    private JsonObject Architecture(PlannedConfiguration c)
    {
        int axes = c.Spacing.Count, stages = c.Topology.Stages;
        JsonArray Repeated(int count) => Integers(Enumerable.Repeat(Convolutions, count));
        var arguments = new JsonObject
        {
            ["n_stages"] = stages,
            ["features_per_stage"] = Integers(c.Features),
            ["conv_op"] = $"torch.nn.modules.conv.Conv{axes}d",
            ["kernel_sizes"] = new JsonArray([.. c.Topology.Kernels.Select(k => (JsonNode)Integers(k))]),
            ["strides"] = new JsonArray([.. c.Topology.Strides.Select(k => (JsonNode)Integers(k))]),
            ["n_conv_per_stage"] = Repeated(stages),
            ["n_conv_per_stage_decoder"] = Repeated(stages - 1),
            ["conv_bias"] = true,
            ["norm_op"] = $"torch.nn.modules.instancenorm.InstanceNorm{axes}d",
            ["norm_op_kwargs"] = new JsonObject { ["eps"] = 1e-5, ["affine"] = true },
            ["dropout_op"] = null,
            ["dropout_op_kwargs"] = null,
            ["nonlin"] = "torch.nn.LeakyReLU",
            ["nonlin_kwargs"] = new JsonObject { ["inplace"] = true },
        };
        if (Options.Network == PlannedNetwork.Cbam) arguments["attention"] = new JsonObject { ["where"] = "all", ["reduction"] = 16, ["spatial_kernel"] = 7 };
        return new JsonObject
        {
            ["network_class_name"] = NetworkClass.NameOf(Options.Network),
            ["arch_kwargs"] = arguments,
            ["_kw_requires_import"] = new JsonArray("conv_op", "norm_op", "dropout_op", "nonlin"),
        };
    }

    private static JsonObject Resampling(bool labels, int order) => new() { ["is_seg"] = labels, ["order"] = order, ["order_z"] = 0, ["force_separate_z"] = null };

    private static JsonArray Integers(IEnumerable<int> values) => new([.. values.Select(v => (JsonNode)v)]);

    private static JsonArray Numbers(IEnumerable<double> values) => new([.. values.Select(v => (JsonNode)v)]);
}
