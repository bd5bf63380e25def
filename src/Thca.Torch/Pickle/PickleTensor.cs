namespace Thca.Torch.Pickle;

/// <summary>A view of a storage: offset and strides in elements.</summary>
internal sealed record PickleTensor(PickleStorage Storage, long Offset, long[] Shape, long[] Strides);
