using Thca.Core.Geometry;
using Thca.Segmentation.Architectures;
using Thca.Segmentation.Planning;

namespace Thca.Segmentation.Training;

/// <summary>Estimates of the memory a network needs, from its feature maps.</summary>
public static class NetworkMemory
{
    // What backward passes and the library's workspace add to the feature maps, from measured peaks (between 4 and 5.5).
    private const double TrainingFactor = 5.5;
    private const double InferenceFactor = 3;

    /// <summary>Bytes needed to train: feature maps of a batch, their gradients, weights, gradients and the optimiser's memory.</summary>
    public static long TrainingBytes(NetworkPlan plan, GridSize patch, int batch) =>
        (long)(Elements(plan, patch) * (double)batch * sizeof(float) * TrainingFactor) + plan.ParameterCount() * 4 * sizeof(float);

    /// <summary>Bytes needed for one tile of a prediction.</summary>
    public static long InferenceBytes(NetworkPlan plan, GridSize patch) =>
        (long)(Elements(plan, patch) * InferenceFactor * sizeof(float)) + plan.ParameterCount() * sizeof(float);

    private static long Elements(NetworkPlan plan, GridSize patch) => FeatureMapEstimate.Elements(
        plan.Dimensions == 3 ? [patch.Z, patch.Y, patch.X] : [patch.Y, patch.X],
        plan.Strides,
        plan.FeaturesPerStage,
        plan.ConvolutionsPerStage.Concat(plan.ConvolutionsPerDecoderStage).Max(),
        plan.ClassCount,
        plan.Attention != AttentionKind.None);
}
