using static TorchSharp.torch;

namespace Thca.Segmentation.BuildingBlocks;

/// <summary>The axes of a batch that are space: all but batch and channel.</summary>
internal static class SpatialAxes
{
    public static long[] Of(Tensor batch) => batch.dim() == 5 ? [2, 3, 4] : [2, 3];
}
