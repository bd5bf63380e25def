using System.Globalization;
using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Core.Provenance;
using Thca.Torch.Weights;

namespace Thca.Pathology.HoverNet.Network;

/// <summary>
/// Weights of a HoVer-Net as read from a file: TIAToolbox and PyTorch state dictionaries, training checkpoints with an entry <c>desc</c>,
/// checkpoints converted from TensorFlow, and safetensors. Nothing of the file is executed.
/// </summary>
public sealed record HoverNetWeights
{
    /// <summary>Licence that is assumed and shown for weights that carry none.</summary>
    public const string AssumedLicence = "unknown; PanNuke-derived weights are CC BY-NC-SA 4.0";

    private const string ModulePrefix = "module.", UnpoolKey = "upsample2x.unpool_mat", CounterSuffix = ".num_batches_tracked";
    private const string StemKey = "conv0./.weight", DecoderKey = "decoder.np.u3.conva.weight", TypeKey = "decoder.tp.u0.conv.weight";

    private static readonly string[] EncoderPrefixes = ["conv0.", "d0.", "d1.", "d2.", "d3."];

    /// <summary>Form, classes and widths, recognised from the weights themselves.</summary>
    public required HoverNetPlan Plan { get; init; }

    /// <summary>The tensors by published name.</summary>
    public required IReadOnlyDictionary<string, WeightTensor> Tensors { get; init; }

    /// <summary>Free text stored beside the weights (safetensors only).</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>Where the weights come from: the file's name, or what its metadata says.</summary>
    public string Source { get; init; } = "";

    /// <summary>Licence of the weights; shown in every report.</summary>
    public string Licence { get; init; } = AssumedLicence;

    /// <summary>SHA-256 of the file, 64 hexadecimal digits.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>Reads a weight file (.safetensors, .pth, .pt or .tar).</summary>
    /// <param name="path">The file.</param>
    /// <param name="licence">Licence of the weights if the user knows it; it overrides what the file says.</param>
    /// <exception cref="DataFormatException">The file is damaged, holds more than weights, or is no HoVer-Net.</exception>
    public static HoverNetWeights Read(string path, string? licence = null)
    {
        byte[] bytes = File.ReadAllBytes(path);
        IReadOnlyDictionary<string, string> metadata = new Dictionary<string, string>();
        IReadOnlyDictionary<string, WeightTensor> tensors;
        if (path.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase)) (tensors, metadata) = SafetensorsFile.Read(bytes);
        else tensors = TorchCheckpointFile.Read(bytes).Tensors;
        HoverNetWeights weights = From(tensors);
        return weights with
        {
            Metadata = metadata,
            Source = metadata.GetValueOrDefault("source") is { Length: > 0 } source ? source : Path.GetFileName(path),
            Licence = licence ?? metadata.GetValueOrDefault("licence", AssumedLicence),
            Sha256 = ContentHash.Of(bytes).Hex,
        };
    }

    /// <summary>Recognises a network from its tensors; a leading <c>module.</c> on every name is dropped, counters and the constant of the upsampling are added if absent.</summary>
    /// <exception cref="DataFormatException">The tensors are those of another network.</exception>
    public static HoverNetWeights From(IReadOnlyDictionary<string, WeightTensor> tensors)
    {
        bool prefixed = tensors.Keys.All(k => k.StartsWith(ModulePrefix, StringComparison.Ordinal));
        var named = tensors.ToDictionary(t => prefixed ? t.Key[ModulePrefix.Length..] : t.Key, t => t.Value, StringComparer.Ordinal);
        HoverNetPlan plan = Recognise(named);
        foreach (string norm in named.Keys.Where(k => k.EndsWith(".running_mean", StringComparison.Ordinal)).ToArray())
            named.TryAdd(norm[..^".running_mean".Length] + CounterSuffix, WeightTensor.FromSingle([], [0]));
        named.TryAdd(UnpoolKey, WeightTensor.FromSingle([2, 2], [1, 1, 1, 1]));
        return new HoverNetWeights { Plan = plan, Tensors = named };
    }

    /// <summary>A copy of a network's weights.</summary>
    public static HoverNetWeights Of(HoverNetwork network) => new() { Plan = network.Plan, Tensors = StateDict.Save(network) };

    /// <summary>Builds the network of these weights, in evaluation mode.</summary>
    /// <exception cref="DataFormatException">A tensor is missing, unexpected or of another shape; the message lists them.</exception>
    public HoverNetwork CreateNetwork()
    {
        HoverNetwork network = HoverNetwork.Create(Plan);
        LoadInto(network);
        network.eval();
        return network;
    }

    /// <summary>Loads all weights into a network.</summary>
    /// <exception cref="DataFormatException">The weights belong to another mode, number of classes or width, or do not fit; nothing was changed.</exception>
    public void LoadInto(HoverNetwork network)
    {
        if (network.Plan != Plan)
        {
            throw new DataFormatException(
                string.Create(CultureInfo.InvariantCulture, $"The weights are of HoVer-Net {Describe(Plan)}, the network is {Describe(network.Plan)}."),
                "Give weights of the wanted mode, or build the network from the weights' own plan.",
                ProblemCodes.ModelInvalid);
        }

        StateDict.Load(network, Tensors, "Give a complete checkpoint of HoVer-Net fast or original.");
    }

    /// <summary>Loads the stem and the four encoder blocks and nothing of the decoder: the way to start from a pre-activation ResNet-50 or another HoVer-Net.</summary>
    /// <param name="network">The network whose encoder is replaced.</param>
    /// <param name="tensors">Tensors of a network with the same encoder; others are ignored.</param>
    /// <exception cref="DataFormatException">An encoder tensor is missing or of another shape; nothing was changed.</exception>
    public static void LoadEncoder(HoverNetwork network, IReadOnlyDictionary<string, WeightTensor> tensors)
    {
        Dictionary<string, WeightTensor> all = StateDict.Save(network).ToDictionary(StringComparer.Ordinal);
        foreach (string name in all.Keys.Where(IsEncoder).ToArray())
        {
            if (tensors.TryGetValue(name, out WeightTensor? tensor)) all[name] = tensor;
            else if (!name.EndsWith(CounterSuffix, StringComparison.Ordinal)) all.Remove(name);
        }

        StateDict.Load(network, all, "Give weights with the encoder of HoVer-Net (a pre-activation ResNet-50 of the same width).");
    }

    /// <summary>Writes the weights as safetensors: mode, classes, width, resolution, source and licence in the metadata.</summary>
    /// <param name="path">The file to write.</param>
    /// <param name="typeNames">Names of the classes, background first; empty when unknown.</param>
    public void Save(string path, IReadOnlyList<string> typeNames) => SafetensorsFile.Write(path, Tensors, new Dictionary<string, string>(Metadata)
    {
        ["format"] = "thca-hovernet/1",
        ["mode"] = Plan.Mode.ToString(),
        ["types"] = Plan.TypeCount.ToString(CultureInfo.InvariantCulture),
        ["type_names"] = string.Join(',', typeNames),
        ["width_divisor"] = Plan.WidthDivisor.ToString(CultureInfo.InvariantCulture),
        ["mpp"] = "0.25",
        ["source"] = Source,
        ["licence"] = Licence,
    });

    private static bool IsEncoder(string name) => EncoderPrefixes.Any(p => name.StartsWith(p, StringComparison.Ordinal));

    private static HoverNetPlan Recognise(Dictionary<string, WeightTensor> tensors)
    {
        if (!tensors.TryGetValue(StemKey, out WeightTensor? stem) || !tensors.TryGetValue(DecoderKey, out WeightTensor? decoder) || stem.Shape is not [> 0, 3, 7, 7] || decoder.Shape.Count != 4)
        {
            throw new DataFormatException(
                $"The weights are not those of a HoVer-Net: '{StemKey}' (features x 3 x 7 x 7) or '{DecoderKey}' is missing; the file starts with {string.Join(", ", tensors.Keys.Take(3))}.",
                "Give a checkpoint of HoVer-Net fast or original.",
                ProblemCodes.ModelInvalid);
        }

        HoverNetMode mode = decoder.Shape[2] switch
        {
            3 => HoverNetMode.Fast,
            5 => HoverNetMode.Original,
            long kernel => throw new DataFormatException(string.Create(CultureInfo.InvariantCulture, $"The decoder has {kernel} x {kernel} kernels; fast has 3 x 3, original 5 x 5."), "Give a checkpoint of HoVer-Net fast or original.", ProblemCodes.ModelInvalid),
        };
        if (64 % stem.Shape[0] != 0 || 64 / stem.Shape[0] > 8)
            throw new DataFormatException(string.Create(CultureInfo.InvariantCulture, $"The first layer has {stem.Shape[0]} features; 64, 32, 16 or 8 were expected."), "Give a checkpoint of HoVer-Net fast or original.", ProblemCodes.ModelInvalid);
        return new HoverNetPlan
        {
            Mode = mode,
            TypeCount = tensors.TryGetValue(TypeKey, out WeightTensor? types) ? (int)types.Shape[0] : 0,
            WidthDivisor = (int)(64 / stem.Shape[0]),
        };
    }

    private static string Describe(HoverNetPlan plan) => string.Create(CultureInfo.InvariantCulture, $"{plan.Mode} with {plan.TypeCount} types and width 1/{plan.WidthDivisor}");
}
