using System.Globalization;
using Thca.Core.Errors;

namespace Thca.Segmentation.Architectures;

/// <summary>
/// Everything that determines a U-Net: stages, widths, kernels, strides, attention. Immutable; equal plans give equal state-dict keys and shapes.
/// Vectors have one entry per spatial axis in array order (z, y, x or y, x).
/// </summary>
public sealed record NetworkPlan
{
    /// <summary>Image channels.</summary>
    /// <value>1 (CT).</value>
    public int InputChannels { get; init; } = 1;

    /// <summary>Classes including background.</summary>
    /// <value>12 (background, ten structures, lesion).</value>
    public int ClassCount { get; init; } = 12;

    /// <summary>Feature maps of every stage, full resolution first.</summary>
    public required IReadOnlyList<int> FeaturesPerStage { get; init; }

    /// <summary>Odd kernel sizes of every stage.</summary>
    public required IReadOnlyList<IReadOnlyList<int>> KernelSizes { get; init; }

    /// <summary>Stride of the first convolution of every stage; the first entry is usually all 1.</summary>
    public required IReadOnlyList<IReadOnlyList<int>> Strides { get; init; }

    /// <summary>Convolutions of every encoder stage.</summary>
    public required IReadOnlyList<int> ConvolutionsPerStage { get; init; }

    /// <summary>Convolutions of every decoder stage, deepest first; one entry fewer than stages.</summary>
    public required IReadOnlyList<int> ConvolutionsPerDecoderStage { get; init; }

    /// <summary>Whether convolutions have a bias.</summary>
    /// <value>true, as nnU-Net's plans say.</value>
    public bool ConvolutionBias { get; init; } = true;

    /// <summary>Normalisation behind every convolution.</summary>
    /// <value><see cref="NormalisationKind.Instance"/>.</value>
    public NormalisationKind Normalisation { get; init; }

    /// <summary>Term added to the variance by the normalisation.</summary>
    /// <value>1e-5.</value>
    public double NormEpsilon { get; init; } = 1e-5;

    /// <summary>Slope of LeakyReLU below zero.</summary>
    /// <value>0.01.</value>
    public double NegativeSlope { get; init; } = 0.01;

    /// <summary>Gates of every stage.</summary>
    /// <value><see cref="AttentionKind.Sound"/>.</value>
    public AttentionKind Attention { get; init; }

    /// <summary>Reduction of the hidden layer of the sound channel gate.</summary>
    /// <value>16; the hidden layer has at least 8 features.</value>
    public int AttentionReduction { get; init; } = 16;

    /// <summary>Kernel of the sound spatial gate on axes where the stage's kernel is above 1.</summary>
    /// <value>7.</value>
    public int SpatialGateKernel { get; init; } = 7;

    /// <summary>Number of resolutions.</summary>
    public int StageCount => FeaturesPerStage.Count;

    /// <summary>2 or 3.</summary>
    public int Dimensions => KernelSizes[0].Count;

    /// <summary>A plan with the same kernel and stride on every axis and stage, two convolutions each.</summary>
    /// <param name="dimensions">2 or 3.</param>
    /// <param name="features">Feature maps of every stage.</param>
    /// <param name="classes">Classes including background.</param>
    /// <param name="attention">Gates.</param>
    public static NetworkPlan Isotropic(int dimensions, IReadOnlyList<int> features, int classes, AttentionKind attention = AttentionKind.Sound)
    {
        int[] Same(int value) => [.. Enumerable.Repeat(value, dimensions)];
        return new NetworkPlan
        {
            FeaturesPerStage = features,
            ClassCount = classes,
            Attention = attention,
            KernelSizes = [.. features.Select(_ => Same(3))],
            Strides = [.. features.Select((_, s) => Same(s == 0 ? 1 : 2))],
            ConvolutionsPerStage = [.. features.Select(_ => 2)],
            ConvolutionsPerDecoderStage = [.. features.Skip(1).Select(_ => 2)],
        };
    }

    /// <summary>Checks the plan.</summary>
    /// <exception cref="OptionsException">Every problem, with its value and the allowed range.</exception>
    public void Validate()
    {
        var problems = new List<string>();
        void Check(bool sound, string problem)
        {
            if (!sound) problems.Add(problem);
        }

        int stages = StageCount;
        Check(stages >= 2, string.Create(CultureInfo.InvariantCulture, $"FeaturesPerStage has {stages} stages; at least 2 are needed."));
        Check(KernelSizes.Count == stages && Strides.Count == stages, "KernelSizes and Strides need one entry per stage.");
        Check(ConvolutionsPerStage.Count == stages && ConvolutionsPerDecoderStage.Count == stages - 1, "ConvolutionsPerStage needs one entry per stage, ConvolutionsPerDecoderStage one fewer.");
        Check(Dimensions is 2 or 3, string.Create(CultureInfo.InvariantCulture, $"Kernels have {Dimensions} axes; 2 or 3 are supported."));
        Check(KernelSizes.Concat(Strides).All(v => v.Count == Dimensions), "Every kernel and stride needs the same number of axes.");
        Check(KernelSizes.All(k => k.All(v => v > 0 && v % 2 == 1)), "Kernel sizes must be odd.");
        Check(Strides.All(s => s.All(v => v > 0)), "Strides must be positive.");
        int leastConvolutions = Attention == AttentionKind.None ? 1 : 2;
        Check(
            ConvolutionsPerStage.Concat(ConvolutionsPerDecoderStage).All(n => n >= leastConvolutions),
            string.Create(CultureInfo.InvariantCulture, $"Every stage needs at least {leastConvolutions} convolutions."));
        Check(FeaturesPerStage.All(f => f > 0) && InputChannels > 0 && ClassCount > 1, "Features, channels and classes must be positive (classes at least 2).");
        OptionsException.ThrowIfAny(problems);
    }

    /// <summary>Number of trainable parameters, from the plan alone.</summary>
    public long ParameterCount()
    {
        long total = 0, bias = ConvolutionBias ? 1 : 0, input = InputChannels;
        for (int s = 0; s < StageCount; s++)
        {
            total += Stack(s, input, ConvolutionsPerStage[s], bias);
            input = FeaturesPerStage[s];
        }

        for (int level = StageCount - 2; level >= 0; level--)
        {
            long f = FeaturesPerStage[level];
            total += FeaturesPerStage[level + 1] * f * Product(Strides[level + 1]) + bias * f;
            total += Stack(level, 2 * f, ConvolutionsPerDecoderStage[StageCount - 2 - level], bias) + ClassCount * (f + 1);
        }

        return total;
    }

    private long Stack(int level, long input, int convolutions, long bias)
    {
        long f = FeaturesPerStage[level], kernel = Product(KernelSizes[level]);
        return input * f * kernel + (convolutions - 1) * f * f * kernel + convolutions * (bias + 2) * f + Gates(level);
    }

    private long Gates(int level)
    {
        long f = FeaturesPerStage[level];
        long hidden = HiddenFeatures((int)f);
        return Attention switch
        {
            AttentionKind.Reference => f * f + f + 2 * (long)Math.Pow(5, Dimensions),
            AttentionKind.Sound => 2 * f * hidden + f + 2 * Product(SpatialKernel(level)),
            _ => 0,
        };
    }

    internal int HiddenFeatures(int features) => Math.Max(8, features / AttentionReduction);

    internal int[] SpatialKernel(int level) => [.. KernelSizes[level].Select(k => k > 1 ? SpatialGateKernel : 1)];

    private static long Product(IEnumerable<int> values) => values.Aggregate(1L, (a, b) => a * b);
}
