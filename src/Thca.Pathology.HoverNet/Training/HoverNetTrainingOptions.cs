using System.Globalization;
using Thca.Core.Errors;
using Thca.Pathology.HoverNet.Network;

namespace Thca.Pathology.HoverNet.Training;

/// <summary>How a HoVer-Net is trained.</summary>
public sealed record HoverNetTrainingOptions
{
    /// <summary>The network.</summary>
    /// <value>HoVer-Net fast with 6 classes.</value>
    public HoverNetPlan Plan { get; init; } = new();

    /// <summary>Side of the training patches, pixels; smaller ones save time.</summary>
    /// <value>null: that of the network's mode.</value>
    public int? PatchSize { get; init; }

    /// <summary>Epochs with the encoder frozen, before the others; sensible only when the encoder starts from trained weights.</summary>
    /// <value>0.</value>
    public int FrozenEpochs { get; init; }

    /// <summary>Epochs with everything trained.</summary>
    /// <value>50.</value>
    public int Epochs { get; init; } = 50;

    /// <summary>Steps of an epoch.</summary>
    /// <value>null: as many whole batches as there are samples.</value>
    public int? StepsPerEpoch { get; init; }

    /// <summary>Patches per step.</summary>
    /// <value>4.</value>
    public int BatchSize { get; init; } = 4;

    /// <summary>Learning rate of Adam at the start of each phase.</summary>
    /// <value>1e-4.</value>
    public double LearningRate { get; init; } = 1e-4;

    /// <summary>Epochs after which the rate is multiplied by <see cref="DecayFactor"/>.</summary>
    /// <value>25.</value>
    public int DecayEvery { get; init; } = 25;

    /// <summary>Factor on the rate.</summary>
    /// <value>0.1.</value>
    public double DecayFactor { get; init; } = 0.1;

    /// <summary>Largest norm of the gradient; larger ones are scaled down.</summary>
    /// <value>5.</value>
    public double GradientClip { get; init; } = 5;

    /// <summary>Decay per step of a moving average of the weights, which is then what is judged and kept; 0 for none, e.g. 0.999.</summary>
    /// <value>0.</value>
    public double WeightAveraging { get; init; }

    /// <summary>Epochs without a better validation panoptic quality after which training stops.</summary>
    /// <value>10.</value>
    public int Patience { get; init; } = 10;

    /// <summary>Axes of the gradient term.</summary>
    /// <value><see cref="MsgeAxes.Matched"/>.</value>
    public MsgeAxes MsgeAxes { get; init; }

    /// <summary>Whether distances are shifted by one pixel as in the published training.</summary>
    /// <value>false.</value>
    public bool ReferenceOffset { get; init; }

    /// <summary>Whether patches are turned, scaled and sheared.</summary>
    /// <value>null: where samples are larger than patches.</value>
    public bool? Affine { get; init; }

    /// <summary>Whether colours are blurred, made noisy and varied.</summary>
    /// <value>true.</value>
    public bool ColourAugmentation { get; init; } = true;

    /// <summary>Probability that stain strengths are varied.</summary>
    /// <value>0.7.</value>
    public double StainAugmentation { get; init; } = 0.7;

    /// <summary>Device: auto, cpu, cuda or cuda:N.</summary>
    /// <value>auto.</value>
    public string Device { get; init; } = "auto";

    /// <summary>Side of the patches.</summary>
    internal int Input => PatchSize ?? Plan.InputSize;

    /// <summary>Checks the options.</summary>
    /// <exception cref="OptionsException">A value is outside its range.</exception>
    public void Validate()
    {
        Plan.Validate();
        Plan.OutputOf(Input);
        List<string> problems = [];
        void Check(bool good, string name, object value, string expected)
        {
            if (!good) problems.Add(string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; expected {expected}."));
        }

        Check(FrozenEpochs >= 0, nameof(FrozenEpochs), FrozenEpochs, "0 or more");
        Check(Epochs >= 1, nameof(Epochs), Epochs, "at least 1");
        Check(StepsPerEpoch is null or >= 1, nameof(StepsPerEpoch), StepsPerEpoch ?? 0, "at least 1");
        Check(BatchSize >= 1, nameof(BatchSize), BatchSize, "at least 1");
        Check(LearningRate is > 0 and < 1, nameof(LearningRate), LearningRate, "between 0 and 1");
        Check(DecayEvery >= 1, nameof(DecayEvery), DecayEvery, "at least 1");
        Check(DecayFactor is > 0 and <= 1, nameof(DecayFactor), DecayFactor, "above 0 up to 1");
        Check(GradientClip > 0, nameof(GradientClip), GradientClip, "above 0");
        Check(WeightAveraging is >= 0 and < 1, nameof(WeightAveraging), WeightAveraging, "0 to below 1");
        Check(Patience >= 1, nameof(Patience), Patience, "at least 1");
        Check(StainAugmentation is >= 0 and <= 1, nameof(StainAugmentation), StainAugmentation, "0 to 1");
        OptionsException.ThrowIfAny(problems);
    }
}
