using static TorchSharp.torch;

namespace Thca.Segmentation.Inference;

/// <summary>What a sliding window slides: logits of one tile. Implementations may be called by several threads at once.</summary>
public interface ITileNetwork
{
    /// <summary>Image channels that are taken.</summary>
    int Channels { get; }

    /// <summary>Classes that are given, background included.</summary>
    int Classes { get; }

    /// <summary>Logits of a tile.</summary>
    /// <param name="tile">(1, channels, z, y, x).</param>
    /// <returns>(1, classes, z, y, x).</returns>
    Tensor Logits(Tensor tile);
}
