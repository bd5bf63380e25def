using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Segmentation.Architectures;
using Thca.Segmentation.Preprocessing;

namespace Thca.Segmentation.Planning;

/// <summary>One configuration of a plans file, with what it inherits filled in. Vectors are in array order after transposition.</summary>
public sealed record ConfigurationPlan
{
    internal const string ResamplingFunction = "resample_data_or_seg_to_shape";

    /// <summary>Name, e.g. <c>3d_fullres</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Sub-folder of its preprocessed cases.</summary>
    public required string DataIdentifier { get; init; }

    /// <summary>Samples per training step.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Patch size; two entries for a 2D configuration.</summary>
    public required IReadOnlyList<int> PatchSize { get; init; }

    /// <summary>Voxel size, mm; two entries for a 2D configuration, whose slices keep their distance.</summary>
    public required IReadOnlyList<double> Spacing { get; init; }

    /// <summary>Median image size after resampling; informational.</summary>
    public IReadOnlyList<double> MedianImageSize { get; init; } = [];

    /// <summary>Normalisation of every channel, e.g. <c>CTNormalization</c>.</summary>
    public required IReadOnlyList<string> NormalizationSchemes { get; init; }

    /// <summary>For every channel whether only voxels inside the non-zero region are normalised.</summary>
    public required IReadOnlyList<bool> UseMaskForNormalization { get; init; }

    /// <summary>Resampling of images.</summary>
    public ResamplingOptions ImageResampling { get; init; } = ResamplingOptions.ForImages;

    /// <summary>Resampling of labels.</summary>
    public ResamplingOptions LabelResampling { get; init; } = ResamplingOptions.Linear;

    /// <summary>Resampling of logits.</summary>
    public ResamplingOptions LogitResampling { get; init; } = ResamplingOptions.Linear;

    /// <summary>Whether the Dice loss sums over the batch before dividing.</summary>
    public bool BatchDice { get; init; }

    /// <summary>Configuration whose prediction this one takes as input (cascade), or null.</summary>
    public string? PreviousStage { get; init; }

    /// <summary>The network's class as the file names it.</summary>
    public required string NetworkClassName { get; init; }

    /// <summary>The network, one input channel and two classes; see <see cref="NetworkFor"/>.</summary>
    public required NetworkPlan Network { get; init; }

    /// <summary>2 or 3.</summary>
    public int Dimensions => PatchSize.Count;

    /// <summary>The network for a number of channels and classes.</summary>
    /// <param name="channels">Image channels.</param>
    /// <param name="classes">Classes including background.</param>
    public NetworkPlan NetworkFor(int channels, int classes) => Network with { InputChannels = channels, ClassCount = classes };

    /// <summary>Refuses the second stage of a cascade, whose network takes the first stage's labels beside the image.</summary>
    internal void EnsureSingleStage()
    {
        if (PreviousStage is null) return;
        throw new ThcaException(
            ProblemCodes.FormatUnsupported,
            $"The configuration {Name} is the second stage of a cascade: it takes the prediction of {PreviousStage} as input, which is not available here.",
            $"Use {PreviousStage} or another configuration without previous_stage.");
    }
}
