using System.Globalization;
using Thca.Core.Errors;
using Thca.Core.Geometry;
using Thca.Segmentation.Architectures;
using Thca.Segmentation.Augmentation;
using Thca.Segmentation.Labels;
using Thca.Segmentation.Sampling;

namespace Thca.Segmentation.Training;

/// <summary>Everything that determines a training, but for the cases and the seed.</summary>
public sealed record SegmentationTrainingOptions
{
    /// <summary>The network.</summary>
    public required NetworkPlan Network { get; init; }

    /// <summary>Names of the labels: the lesion and left-right pairs follow from them.</summary>
    public required LabelSet Labels { get; init; }

    /// <summary>Extents the network sees; for a network of two dimensions z is 1.</summary>
    public required GridSize Patch { get; init; }

    /// <summary>Axes that may be flipped, in training and later in prediction.</summary>
    /// <value>None; <see cref="MirrorAxis.LeftRight"/> is the sound rule where the axes are known.</value>
    public IReadOnlyList<MirrorAxis> Mirror { get; init; } = [];

    /// <summary>Transforms of training patches; null is nnU-Net's list.</summary>
    /// <value>null.</value>
    public AugmentationPipeline? Augmentation { get; init; }

    /// <summary>Oversampling of foreground and lesion.</summary>
    /// <value>One third foreground, half of it the lesion.</value>
    public PatchSamplingOptions Sampling { get; init; } = new();

    /// <summary>Patches per step.</summary>
    /// <value>2.</value>
    public int BatchSize { get; init; } = 2;

    /// <summary>Epochs of the whole schedule.</summary>
    /// <value>1000.</value>
    public int Epochs { get; init; } = 1000;

    /// <summary>Training steps per epoch.</summary>
    /// <value>250.</value>
    public int Iterations { get; init; } = 250;

    /// <summary>Validation batches per epoch, where there are validation cases.</summary>
    /// <value>50.</value>
    public int ValidationIterations { get; init; } = 50;

    /// <summary>How weights follow gradients.</summary>
    /// <value><see cref="OptimizerKind.SgdNesterov"/>.</value>
    public OptimizerKind Optimizer { get; init; }

    /// <summary>Learning rate of the first epoch.</summary>
    /// <value>0.01.</value>
    public double LearningRate { get; init; } = 0.01;

    /// <summary>Exponent of the polynomial decrease of the rate.</summary>
    /// <value>0.9.</value>
    public double RatePower { get; init; } = 0.9;

    /// <summary>Momentum of stochastic gradient descent.</summary>
    /// <value>0.99.</value>
    public double Momentum { get; init; } = 0.99;

    /// <summary>Decay of all weights.</summary>
    /// <value>3e-5.</value>
    public double WeightDecay { get; init; } = 3e-5;

    /// <summary>Largest norm of all gradients together.</summary>
    /// <value>12.</value>
    public double GradientClip { get; init; } = 12;

    /// <summary>Whether Dice is summed over the batch.</summary>
    /// <value>false.</value>
    public bool BatchDice { get; init; }

    /// <summary>Epochs between two checkpoints of the running state.</summary>
    /// <value>50.</value>
    public int CheckpointEvery { get; init; } = 50;

    /// <summary>Where the network runs: auto, cpu, cuda or cuda:N.</summary>
    /// <value>auto.</value>
    public string Device { get; init; } = "auto";

    /// <summary>Facts written into every weight file, e.g. hashes of plans and data set.</summary>
    /// <value>None.</value>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>Transforms of training patches.</summary>
    internal AugmentationPipeline TrainingPipeline => Augmentation ?? AugmentationPipeline.Standard(Patch, Network.Dimensions, Mirror);

    /// <summary>Checks the settings.</summary>
    /// <exception cref="OptionsException">Every problem with its value and the allowed range.</exception>
    public void Validate()
    {
        Network.Validate();
        Sampling.Validate();
        var problems = new List<string>();
        void Check(bool sound, FormattableString problem)
        {
            if (!sound) problems.Add(problem.ToString(CultureInfo.InvariantCulture));
        }

        Check(BatchSize >= 1, $"BatchSize is {BatchSize}; expected at least 1.");
        Check(Epochs >= 1, $"Epochs is {Epochs}; expected at least 1.");
        Check(Iterations >= 1, $"Iterations is {Iterations}; expected at least 1.");
        Check(ValidationIterations >= 0, $"ValidationIterations is {ValidationIterations}; expected at least 0.");
        Check(CheckpointEvery >= 1, $"CheckpointEvery is {CheckpointEvery}; expected at least 1.");
        Check(LearningRate > 0 && double.IsFinite(LearningRate), $"LearningRate is {LearningRate}; expected a positive number.");
        Check(Momentum is >= 0 and < 1, $"Momentum is {Momentum}; expected 0 up to but not including 1.");
        Check(WeightDecay >= 0, $"WeightDecay is {WeightDecay}; expected at least 0.");
        Check(GradientClip > 0, $"GradientClip is {GradientClip}; expected a positive number.");
        Check(Network.ClassCount == Labels.ClassCount, $"The network has {Network.ClassCount} classes, the data set {Labels.ClassCount}.");
        Check(Network.Dimensions == 3 || Patch.Z == 1, $"A network of two dimensions needs a patch of one slice, got {Patch}.");
        int[] extents = Network.Dimensions == 3 ? [Patch.Z, Patch.Y, Patch.X] : [Patch.Y, Patch.X];
        for (int axis = 0; axis < extents.Length; axis++)
        {
            int product = Network.Strides.Aggregate(1, (p, s) => p * s[axis]);
            Check(extents[axis] % product == 0, $"The patch {Patch} must be divisible by the product of strides, {product}, along array axis {axis}.");
        }

        OptionsException.ThrowIfAny(problems);
    }
}
