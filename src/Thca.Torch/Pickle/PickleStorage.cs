using Thca.Torch.Weights;

namespace Thca.Torch.Pickle;

/// <summary>A block of elements that tensors view; the bytes are bound after the pickle has been read.</summary>
internal sealed class PickleStorage(string key, WeightType type, long count)
{
    public string Key { get; } = key;

    public WeightType Type { get; } = type;

    public long Count { get; } = count;

    public ReadOnlyMemory<byte> Data { get; set; }
}
