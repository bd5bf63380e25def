using Thca.Segmentation.Architectures;
using Thca.Torch.Weights;

namespace Thca.Cli.Commands.Segment;

/// <summary>A weight file of any kind that is read, under the canonical names of its tensors.</summary>
internal sealed record WeightFile(IReadOnlyDictionary<string, WeightTensor> Tensors, IReadOnlyDictionary<string, string> Settings, int AliasCount, IReadOnlyList<string> Unread)
{
    public static WeightFile Read(string path)
    {
        if (!File.Exists(path)) throw new FileNotFoundException($"There is no weight file '{path}'.", path);
        if (path.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase))
        {
            SafetensorsContent content = SafetensorsFile.Read(path);
            IReadOnlyDictionary<string, WeightTensor> tensors = StateDict.Canonical(content.Tensors, UNetWeights.CanonicalName);
            return new WeightFile(tensors, content.Metadata, content.Tensors.Count - tensors.Count, []);
        }

        CheckpointContent checkpoint = TorchCheckpointFile.Read(path);
        IReadOnlyDictionary<string, WeightTensor> canonical = StateDict.Canonical(checkpoint.Tensors, UNetWeights.CanonicalName);
        return new WeightFile(canonical, checkpoint.Settings, checkpoint.Tensors.Count - canonical.Count, checkpoint.Unread);
    }
}
