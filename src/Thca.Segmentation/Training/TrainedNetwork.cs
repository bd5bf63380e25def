using Thca.Segmentation.Architectures;

namespace Thca.Segmentation.Training;

/// <summary>What a training gave. Owns the network.</summary>
/// <param name="Network">The trained network, in evaluation mode.</param>
/// <param name="History">One record per epoch.</param>
public sealed record TrainedNetwork(UNet Network, IReadOnlyList<EpochRecord> History) : IDisposable
{
    /// <summary>Frees the network.</summary>
    public void Dispose() => Network.Dispose();
}
