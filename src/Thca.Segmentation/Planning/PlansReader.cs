using System.Text.Json;
using System.Text.Json.Nodes;
using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Segmentation.Architectures;
using Thca.Segmentation.Preprocessing;

namespace Thca.Segmentation.Planning;

/// <summary>Turns the JSON of plans into typed configurations and says what is wrong with it.</summary>
internal sealed class PlansReader(string source)
{
    public ConfigurationPlan Configuration(JsonObject configurations, string name)
    {
        JsonObject json = Resolve(configurations, name);
        string preprocessor = Text(json, "preprocessor_name");
        if (preprocessor != "DefaultPreprocessor") throw Unsupported($"configuration {name} uses the preprocessor '{preprocessor}'; only DefaultPreprocessor is known");
        int[] patch = Integers(json, "patch_size");
        if (patch.Length is not (2 or 3) || patch.Any(p => p < 1)) throw Invalid($"patch_size of {name} needs two or three positive numbers");
        double[] spacing = Numbers(json, "spacing");
        if (spacing.Length != patch.Length || spacing.Any(s => !(s > 0 && double.IsFinite(s)))) throw Invalid($"spacing of {name} needs as many positive numbers as patch_size");
        (string className, NetworkPlan network) = json["architecture"] is JsonObject architecture ? Current(architecture, patch.Length) : Older(json, patch.Length);
        return new ConfigurationPlan
        {
            Name = name,
            DataIdentifier = Text(json, "data_identifier"),
            BatchSize = Integer(json, "batch_size"),
            PatchSize = patch,
            Spacing = spacing,
            MedianImageSize = json["median_image_size_in_voxels"] is JsonArray ? Numbers(json, "median_image_size_in_voxels") : [],
            NormalizationSchemes = [.. Array(json, "normalization_schemes").Select(v => v is JsonValue t && t.TryGetValue(out string? s) ? s : throw Invalid("normalization_schemes holds no names"))],
            UseMaskForNormalization = [.. Array(json, "use_mask_for_norm").Select(v => v is JsonValue t && t.TryGetValue(out bool b) && b)],
            ImageResampling = Resampling(json, "resampling_fn_data", 3),
            LabelResampling = Resampling(json, "resampling_fn_seg", 1),
            LogitResampling = Resampling(json, "resampling_fn_probabilities", 1),
            BatchDice = json["batch_dice"] is JsonValue dice && dice.TryGetValue(out bool batchDice) && batchDice,
            PreviousStage = json["previous_stage"] is JsonValue stage && stage.TryGetValue(out string? previous) ? previous : null,
            NetworkClassName = className,
            Network = network,
        };
    }

    public string Text(JsonObject json, string key) => json[key] is JsonValue v && v.TryGetValue(out string? text) ? text : throw Missing(key);

    public int[] Integers(JsonObject json, string key) => [.. Array(json, key).Select(v => Whole(v) ?? throw Invalid($"{key} holds no whole numbers"))];

    public DataFormatException Missing(string key) => Invalid($"the key '{key}' is missing or of the wrong kind; another version may have written it");

    private static JsonObject Merge(JsonObject parent, JsonObject child)
    {
        var merged = (JsonObject)parent.DeepClone();
        foreach ((string key, JsonNode? value) in child) merged[key] = value?.DeepClone();
        return merged;
    }

    private JsonObject Resolve(JsonObject configurations, string name)
    {
        var seen = new List<string>();
        JsonObject? result = null;
        for (string? current = name; current is not null;)
        {
            if (seen.Contains(current)) throw Invalid($"the configurations {string.Join(", ", seen)} inherit in a circle");
            seen.Add(current);
            if (configurations[current] is not JsonObject json)
            {
                throw new ThcaException(
                    ProblemCodes.OptionInvalid, $"{source} has no configuration '{current}'.", $"Configurations: {string.Join(", ", configurations.Select(c => c.Key))}.");
            }

            result = result is null ? (JsonObject)json.DeepClone() : Merge(json, result);
            current = json["inherits_from"] is JsonValue parent && parent.TryGetValue(out string? p) ? p : null;
        }

        return result!;
    }

    private (string, NetworkPlan) Current(JsonObject architecture, int axes)
    {
        string className = Text(architecture, "network_class_name");
        JsonObject arguments = architecture["arch_kwargs"] as JsonObject ?? throw Missing("arch_kwargs");
        PlannedNetwork network = NetworkClass.Parse(className);
        string convolution = Text(arguments, "conv_op");
        if (convolution[(convolution.LastIndexOf('.') + 1)..] != FormattableString.Invariant($"Conv{axes}d")) throw Unsupported($"conv_op is {convolution} for patches of {axes} axes");
        if (arguments["dropout_op"] is not null) throw Unsupported("the network has dropout");
        if (arguments["nonlin_first"] is JsonValue first && first.TryGetValue(out bool before) && before) throw Unsupported("nonlin_first is true");
        int stages = Integer(arguments, "n_stages");
        (NormalisationKind norm, double epsilon) = Norm(arguments);
        var plan = new NetworkPlan
        {
            ClassCount = 2,
            FeaturesPerStage = PerStage(arguments, "features_per_stage", stages),
            KernelSizes = Vectors(arguments, "kernel_sizes", stages, axes),
            Strides = Vectors(arguments, "strides", stages, axes),
            ConvolutionsPerStage = PerStage(arguments, "n_conv_per_stage", stages),
            ConvolutionsPerDecoderStage = PerStage(arguments, "n_conv_per_stage_decoder", stages - 1),
            ConvolutionBias = arguments["conv_bias"] is JsonValue bias && bias.TryGetValue(out bool hasBias) && hasBias,
            Normalisation = norm,
            NormEpsilon = epsilon,
            NegativeSlope = Slope(arguments),
            Attention = network switch { PlannedNetwork.Cbam => AttentionKind.Sound, PlannedNetwork.CbamReference => AttentionKind.Reference, _ => AttentionKind.None },
        };
        if (arguments["attention"] is JsonObject attention)
        {
            if (attention["where"] is JsonValue w && w.TryGetValue(out string? where) && where != "all") throw Unsupported($"attention is placed at '{where}'; only all is known");
            plan = plan with
            {
                AttentionReduction = attention["reduction"] is null ? plan.AttentionReduction : Integer(attention, "reduction"),
                SpatialGateKernel = attention["spatial_kernel"] is null ? plan.SpatialGateKernel : Integer(attention, "spatial_kernel"),
            };
        }

        plan.Validate();
        return (className, plan);
    }

    private (string, NetworkPlan) Older(JsonObject json, int axes)
    {
        string className = Text(json, "UNet_class_name");
        PlannedNetwork network = NetworkClass.Parse(className);
        int[] encoder = Integers(json, "n_conv_per_stage_encoder");
        int stages = encoder.Length, least = Integer(json, "UNet_base_num_features"), most = Integer(json, "unet_max_num_features");
        var plan = new NetworkPlan
        {
            ClassCount = 2,
            FeaturesPerStage = [.. Enumerable.Range(0, stages).Select(i => (int)Math.Min((long)least << Math.Min(i, 30), most))],
            KernelSizes = Vectors(json, "conv_kernel_sizes", stages, axes),
            Strides = Vectors(json, "pool_op_kernel_sizes", stages, axes),
            ConvolutionsPerStage = encoder,
            ConvolutionsPerDecoderStage = Integers(json, "n_conv_per_stage_decoder"),
            Attention = network == PlannedNetwork.Plain ? AttentionKind.None : AttentionKind.Reference,
        };
        plan.Validate();
        return (network == PlannedNetwork.Plain ? NetworkClass.NameOf(PlannedNetwork.Plain) : className, plan);
    }

    private (NormalisationKind, double) Norm(JsonObject arguments)
    {
        if (arguments["norm_op"] is not JsonValue v || !v.TryGetValue(out string? name)) throw Unsupported("the network has no normalisation");
        string last = name[(name.LastIndexOf('.') + 1)..];
        JsonObject? settings = arguments["norm_op_kwargs"] as JsonObject;
        double epsilon = settings?["eps"] is JsonValue e && e.TryGetValue(out double eps) ? eps : 1e-5;
        bool affine = settings?["affine"] is JsonValue a && a.TryGetValue(out bool isAffine) ? isAffine : last.StartsWith("BatchNorm", StringComparison.Ordinal);
        if (!affine) throw Unsupported("the normalisation is not affine");
        return last.StartsWith("InstanceNorm", StringComparison.Ordinal) ? (NormalisationKind.Instance, epsilon)
            : last.StartsWith("BatchNorm", StringComparison.Ordinal) ? (NormalisationKind.Batch, epsilon)
            : throw Unsupported($"norm_op is {name}; instance and batch normalisation are known");
    }

    private double Slope(JsonObject arguments)
    {
        string name = arguments["nonlin"] is JsonValue v && v.TryGetValue(out string? text) ? text[(text.LastIndexOf('.') + 1)..] : "null";
        return name switch
        {
            "LeakyReLU" => arguments["nonlin_kwargs"]?["negative_slope"] is JsonValue s && s.TryGetValue(out double slope) ? slope : 0.01,
            "ReLU" => 0,
            _ => throw Unsupported($"nonlin is {name}; LeakyReLU and ReLU are known"),
        };
    }

    private ResamplingOptions Resampling(JsonObject json, string key, int order)
    {
        if (json[key] is JsonValue v && v.TryGetValue(out string? name) && name != ConfigurationPlan.ResamplingFunction)
            throw Unsupported($"{key} is '{name}'; only {ConfigurationPlan.ResamplingFunction} is known");
        var settings = json[key + "_kwargs"] as JsonObject;
        var options = new ResamplingOptions
        {
            Order = Whole(settings?["order"]) ?? order,
            OrderZ = Whole(settings?["order_z"]) ?? 0,
            ForceSeparateZ = settings?["force_separate_z"] is JsonValue f && f.TryGetValue(out bool forced) ? forced : null,
        };
        options.Validate();
        return options;
    }

    private int[] PerStage(JsonObject json, string key, int count)
    {
        int[] values = Whole(json[key]) is { } one ? [.. Enumerable.Repeat(one, count)] : Integers(json, key);
        return values.Length == count ? values : throw Invalid($"{key} has {values.Length} entries for {count} stages");
    }

    private int[][] Vectors(JsonObject json, string key, int count, int axes)
    {
        if (Whole(json[key]) is { } one) return [.. Enumerable.Range(0, count).Select(_ => Enumerable.Repeat(one, axes).ToArray())];
        int[][] rows = [.. Array(json, key).Select(row => Whole(row) is { } same
            ? [.. Enumerable.Repeat(same, axes)]
            : row is JsonArray list ? (int[])[.. list.Select(v => Whole(v) ?? throw Invalid($"{key} holds no whole numbers"))] : throw Invalid($"{key} holds no lists"))];
        return rows.Length == count && rows.All(r => r.Length == axes) ? rows : throw Invalid($"{key} needs {count} entries of {axes} numbers");
    }

    private int Integer(JsonObject json, string key) => Whole(json[key]) is { } value and > 0 ? value : throw Missing(key);

    private double[] Numbers(JsonObject json, string key) =>
        [.. Array(json, key).Select(v => v is JsonValue n && n.TryGetValue(out double d) ? d : throw Invalid($"{key} holds no numbers"))];

    private JsonArray Array(JsonObject json, string key) => json[key] as JsonArray ?? throw Missing(key);

    private static int? Whole(JsonNode? node) => node is JsonValue v && v.GetValueKind() == JsonValueKind.Number && v.TryGetValue(out double d) && d == Math.Floor(d) && Math.Abs(d) < int.MaxValue ? (int)d : null;

    private DataFormatException Invalid(string what) => new($"{source}: {what}.", "Check that it is a plans file (nnUNetPlans.json).");

    private DataFormatException Unsupported(string what) => new($"{source}: {what}.", "Only what nnU-Net's standard planning writes can be used here.", ProblemCodes.FormatUnsupported);
}
