using Thca.Torch.Weights;

namespace Thca.Segmentation.Architectures;

/// <summary>Loads and names the weights of a <see cref="UNet"/>: safetensors or PyTorch checkpoints, with or without the aliases that the Python classes write.</summary>
public static class UNetWeights
{
    private static readonly string[] Prefixes = ["module.", "_orig_mod."];

    /// <summary>Reads a weight file (.safetensors, .pth or .pt) under canonical names.</summary>
    /// <exception cref="Core.Errors.DataFormatException">The file is damaged or not a weight file.</exception>
    public static IReadOnlyDictionary<string, WeightTensor> Read(string path)
    {
        IReadOnlyDictionary<string, WeightTensor> weights = path.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase)
            ? SafetensorsFile.Read(path).Tensors
            : TorchCheckpointFile.Read(path).Tensors;
        return StateDict.Canonical(weights, CanonicalName);
    }

    /// <summary>The one name of a tensor that Python's classes register under several.</summary>
    public static string CanonicalName(string name)
    {
        foreach (string prefix in Prefixes)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal)) name = name[prefix.Length..];
        }

        if (name.StartsWith("decoder.encoder.", StringComparison.Ordinal)) name = name["decoder.".Length..];
        return name.Replace(".all_modules.0.", ".conv.", StringComparison.Ordinal).Replace(".all_modules.1.", ".norm.", StringComparison.Ordinal);
    }
}
