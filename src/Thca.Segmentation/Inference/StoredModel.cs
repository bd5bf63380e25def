using System.Globalization;
using Thca.Segmentation.Architectures;
using Thca.Segmentation.Augmentation;
using Thca.Segmentation.Labels;
using Thca.Torch.Weights;

namespace Thca.Segmentation.Inference;

/// <summary>What a weight file says about itself besides its weights.</summary>
/// <param name="Weights">Weights under canonical names.</param>
/// <param name="Configuration">Name of the configuration, or null.</param>
/// <param name="Axes">Axes that were flipped in training: array axes (0 is z) in our files, spatial axes of the network in PyTorch's.</param>
/// <param name="Swap">Whether labels of sides were swapped with it.</param>
/// <param name="IsForeign">Whether PyTorch wrote the file.</param>
public sealed record StoredModel(IReadOnlyDictionary<string, WeightTensor> Weights, string? Configuration, IReadOnlyList<int> Axes, bool Swap, bool IsForeign)
{
    /// <summary>Name of the configuration, in the metadata of our weight files.</summary>
    public const string ConfigurationKey = "configuration";

    /// <summary>Flipped array axes, separated by commas, in the metadata of our weight files.</summary>
    public const string AxesKey = "mirror_axes";

    /// <summary>Whether labels of sides are swapped (true or false), in the metadata of our weight files.</summary>
    public const string SwapKey = "mirror_swap";

    private const string ForeignAxes = "inference_allowed_mirroring_axes.";

    /// <summary>Reads a weight file (.safetensors, .pth or .pt).</summary>
    /// <exception cref="Core.Errors.DataFormatException">The file is damaged or not a weight file.</exception>
    public static StoredModel Read(string path)
    {
        if (path.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase))
        {
            SafetensorsContent own = SafetensorsFile.Read(path);
            string axes = own.Metadata.GetValueOrDefault(AxesKey, "");
            return new StoredModel(
                StateDict.Canonical(own.Tensors, UNetWeights.CanonicalName),
                own.Metadata.GetValueOrDefault(ConfigurationKey),
                [.. axes.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(a => int.Parse(a, CultureInfo.InvariantCulture))],
                own.Metadata.GetValueOrDefault(SwapKey) == "true",
                IsForeign: false);
        }

        CheckpointContent foreign = TorchCheckpointFile.Read(path);
        return new StoredModel(
            StateDict.Canonical(foreign.Tensors, UNetWeights.CanonicalName),
            foreign.Settings.GetValueOrDefault("init_args.configuration"),
            [.. foreign.Settings.Where(s => s.Key.StartsWith(ForeignAxes, StringComparison.Ordinal)).Select(s => int.Parse(s.Value, CultureInfo.InvariantCulture)).Order()],
            Swap: false,
            IsForeign: true);
    }

    /// <summary>The flips that the network knows.</summary>
    /// <param name="labels">Labels, for the sides.</param>
    /// <param name="dimensions">Spatial axes of the network.</param>
    public IReadOnlyList<MirrorAxis> Mirror(LabelSet labels, int dimensions) =>
        [.. Axes.Select(a => new MirrorAxis(IsForeign ? a + 3 - dimensions : a, Swap ? labels.FlipPairs : []))];
}
