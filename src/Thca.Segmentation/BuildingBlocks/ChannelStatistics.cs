using static TorchSharp.torch;

namespace Thca.Segmentation.BuildingBlocks;

/// <summary>Mean and maximum over channels, stacked in this order: the input of a spatial gate.</summary>
internal static class ChannelStatistics
{
    public static Tensor Of(Tensor input) => cat([input.mean([1], keepdim: true), input.amax([1], keepdim: true)], 1);
}
