using Thca.Core.Geometry;
using Thca.Segmentation.Architectures;

namespace Thca.Segmentation.Training;

/// <summary>Estimates of the memory a network needs, from its feature maps.</summary>
public static class NetworkMemory
{
    // What backward passes and the library's workspace add to the feature maps, from measured peaks (between 4 and 5.5).
    private const double TrainingFactor = 5.5;
    private const double InferenceFactor = 3;

    /// <summary>Elements of all feature maps of one sample: convolutions, upsampled maps, gates, and one full-resolution head.</summary>
    public static long FeatureElements(NetworkPlan plan, GridSize patch)
    {
        double voxels = patch.Count, total = (double)plan.ClassCount * voxels;
        long gated = plan.Attention == AttentionKind.None ? 0 : 1;
        for (int s = 0; s < plan.StageCount; s++)
        {
            voxels /= plan.Strides[s].Aggregate(1.0, (p, v) => p * v);
            double features = plan.FeaturesPerStage[s];
            total += (plan.ConvolutionsPerStage[s] * features + gated * (2 * features + 4)) * voxels;
            if (s < plan.StageCount - 1) total += ((plan.ConvolutionsPerDecoderStage[plan.StageCount - 2 - s] + 1) * features + gated * (2 * features + 4)) * voxels;
        }

        return (long)total;
    }

    /// <summary>Bytes needed to train: feature maps of a batch, their gradients, weights, gradients and the optimiser's memory.</summary>
    public static long TrainingBytes(NetworkPlan plan, GridSize patch, int batch) =>
        (long)(FeatureElements(plan, patch) * (double)batch * sizeof(float) * TrainingFactor) + plan.ParameterCount() * 4 * sizeof(float);

    /// <summary>Bytes needed for one tile of a prediction.</summary>
    public static long InferenceBytes(NetworkPlan plan, GridSize patch) =>
        (long)(FeatureElements(plan, patch) * InferenceFactor * sizeof(float)) + plan.ParameterCount() * sizeof(float);
}
