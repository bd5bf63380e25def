namespace Thca.Torch.Weights;

/// <summary>What a safetensors file holds.</summary>
/// <param name="Tensors">Tensors by name.</param>
/// <param name="Metadata">Free text by name.</param>
public sealed record SafetensorsContent(IReadOnlyDictionary<string, WeightTensor> Tensors, IReadOnlyDictionary<string, string> Metadata);
