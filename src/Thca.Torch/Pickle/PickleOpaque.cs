namespace Thca.Torch.Pickle;

/// <summary>Stands for an object of an unknown class; allowed outside the network's weights, and reported.</summary>
internal sealed record PickleOpaque(PickleGlobal Global);
