using static TorchSharp.torch;

namespace Thca.Pathology.HoverNet.Network;

/// <summary>What the network says about a batch, before softmax; each (batch, channels, y, x).</summary>
/// <param name="Types">Logits of the classes; null for a network without typing.</param>
/// <param name="Nuclei">Logits of background and nucleus.</param>
/// <param name="Distances">Horizontal (x) and vertical (y) distance maps, about -1..1.</param>
public sealed record HoverNetOutput(Tensor? Types, Tensor Nuclei, Tensor Distances);
