using Thca.Segmentation.Augmentation;
using TorchSharp;
using static TorchSharp.torch;

namespace Thca.Segmentation.Inference;

/// <summary>
/// Averages the logits of a tile and of its flips: every non-empty subset of the allowed axes, flipped back, with the classes of paired
/// structures swapped where the axis asks for it.
/// </summary>
/// <param name="network">What is averaged.</param>
/// <param name="axes">Allowed axes.</param>
public sealed class MirrorAveraging(ITileNetwork network, IReadOnlyList<MirrorAxis> axes) : ITileNetwork
{
    // Array axes 0, 1, 2 lie behind batch and channel.
    private const int FirstSpatial = 2;

    /// <inheritdoc/>
    public int Channels => network.Channels;

    /// <inheritdoc/>
    public int Classes => network.Classes;

    /// <summary>Passes through the network per tile.</summary>
    public int Passes => 1 << axes.Count;

    /// <inheritdoc/>
    public Tensor Logits(Tensor tile)
    {
        Tensor sum = network.Logits(tile);
        for (int subset = 1; subset < Passes; subset++)
        {
            using DisposeScope scope = NewDisposeScope();
            MirrorAxis[] chosen = [.. axes.Where((_, i) => (subset >> i & 1) == 1)];
            long[] flips = [.. chosen.Select(a => (long)(a.Axis + FirstSpatial))];
            Tensor back = network.Logits(tile.flip(flips)).flip(flips);
            foreach (MirrorAxis axis in chosen.Where(a => a.Swaps.Count > 0))
            {
                using Tensor order = tensor([.. Enumerable.Range(0, Classes).Select(c => (long)axis.Map(c))]);
                back = back.index_select(1, order);
            }

            sum = (sum + back).MoveToOuterDisposeScope();
        }

        return axes.Count == 0 ? sum : sum / Passes;
    }
}
