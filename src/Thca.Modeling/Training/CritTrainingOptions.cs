using Thca.Modeling.Thresholds;

namespace Thca.Modeling.Training;

/// <summary>How a CRIT model is developed and validated.</summary>
public sealed record CritTrainingOptions
{
    /// <summary>Cross-validation.</summary>
    /// <value>5x5</value>
    public CrossValidationOptions Validation { get; init; } = new();

    /// <summary>Steps inside every fold.</summary>
    /// <value>All steps, at most 20 features.</value>
    public PipelineOptions Pipeline { get; init; } = new() { MaxFeatures = 20 };

    /// <summary>Operating threshold, chosen from out-of-fold probabilities.</summary>
    /// <value>Youden</value>
    public ThresholdOptions Threshold { get; init; } = new() { Strategy = ThresholdStrategy.Youden };

    /// <summary>Intervals of metrics.</summary>
    /// <value>2000 bootstrap samples where no closed form exists.</value>
    public Metrics.MetricOptions Metrics { get; init; } = new();

    /// <summary>Input files with hashes, for the artifact's provenance.</summary>
    /// <value>None.</value>
    public IReadOnlyList<Core.Provenance.ProvenanceInput> Inputs { get; init; } = [];

    /// <summary>Throws with every setting that is out of range.</summary>
    /// <exception cref="Core.Errors.OptionsException">At least one is.</exception>
    public void Validate()
    {
        Validation.Validate();
        Pipeline.Preprocessing.Validate();
        Pipeline.Boosting.Validate();
        Threshold.Validate();
        Metrics.Validate();
    }
}
