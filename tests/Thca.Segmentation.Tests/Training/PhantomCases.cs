using Thca.Core.Geometry;
using Thca.Core.Randomness;
using Thca.Phantoms.Ct;
using Thca.Segmentation.Architectures;
using Thca.Segmentation.Augmentation;
using Thca.Segmentation.Labels;
using Thca.Segmentation.Sampling;
using Thca.Segmentation.Training;

namespace Thca.Segmentation.Tests.Training;

/// <summary>The coarse neck phantom (16 slices of 32 x 32 voxels of 5 x 3 x 3 mm) as a training case, and options that fit it.</summary>
internal static class PhantomCases
{
    public static GridSize Size { get; } = new(32, 32, 16);

    public static TrainingCase Plain(long seed = 42)
    {
        NeckCtCase phantom = NeckCtPhantom.Generate(NeckCtOptions.Plain(Size, new Spacing(3, 3, 5)), new RandomSeed(seed));
        short[] labels = [.. phantom.Labels.Labels.ToArray().Select(l => (short)l)];
        return new TrainingCase($"phantom-{seed}", Size, Normalised(phantom.Ct.Voxels, labels), labels);
    }

    public static SegmentationTrainingOptions Options(AttentionKind attention = AttentionKind.Reference, params int[] features) => new()
    {
        Network = NetworkPlan.Isotropic(3, features.Length > 0 ? features : [8, 16, 32], 12, attention),
        Labels = LabelSet.Thyroid,
        Patch = Size,
        Augmentation = AugmentationPipeline.NoiseOnly(Size),
        Optimizer = OptimizerKind.AdamW,
        LearningRate = 0.005,
        WeightDecay = 0.01,
        Device = "cpu",
    };

    // Clip to the 0.5th and 99.5th percentile of the foreground, then z-score by its moments.
    private static float[] Normalised(ReadOnlySpan<float> hu, short[] labels)
    {
        var foreground = new List<float>();
        for (int i = 0; i < labels.Length; i++)
        {
            if (labels[i] > 0) foreground.Add(hu[i]);
        }

        foreground.Sort();
        float low = foreground[(int)(0.005 * (foreground.Count - 1))], high = foreground[(int)Math.Ceiling(0.995 * (foreground.Count - 1))];
        double mean = foreground.Average(v => (double)v), deviation = Math.Sqrt(foreground.Average(v => (v - mean) * (v - mean)));
        var result = new float[hu.Length];
        for (int i = 0; i < result.Length; i++) result[i] = (float)((Math.Clamp(hu[i], low, high) - mean) / deviation);
        return result;
    }
}
