using Thca.Pathology.HoverNet.Network;

namespace Thca.Pathology.HoverNet.Training;

/// <summary>What a training gives.</summary>
/// <param name="Weights">The weights of the best epoch by validation panoptic quality, or of the last without validation.</param>
/// <param name="History">All epochs.</param>
public sealed record TrainedHoverNet(HoverNetWeights Weights, IReadOnlyList<TrainingEpoch> History);
