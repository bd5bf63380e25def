using Thca.Segmentation.Architectures;
using static TorchSharp.torch;

namespace Thca.Segmentation.Inference;

/// <summary>A network of two or three dimensions as a tile network. Does not own the network, which must be in evaluation mode.</summary>
/// <param name="network">The network.</param>
/// <param name="device">Where it lives.</param>
public sealed class NetworkTile(UNet network, Device device) : ITileNetwork
{
    /// <inheritdoc/>
    public int Channels => network.Plan.InputChannels;

    /// <inheritdoc/>
    public int Classes => network.Plan.ClassCount;

    /// <inheritdoc/>
    public Tensor Logits(Tensor tile)
    {
        Tensor input = tile.to(device);
        return network.Plan.Dimensions == 3 ? network.call(input).cpu() : network.call(input.squeeze(2)).unsqueeze(2).cpu();
    }
}
