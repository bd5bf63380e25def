namespace Thca.Modeling.Runtime.Decisions;

/// <summary>Undoes a training prevalence or class weight: odds · [π/(1-π)]/[π_s/(1-π_s)] / w, before calibration.</summary>
public sealed record CritPriorCorrection
{
    /// <summary>Share of positives the booster was trained at, π_s.</summary>
    /// <value>In (0, 1); null leaves the prevalence alone.</value>
    public double? TrainingPrevalence { get; init; }

    /// <summary>Share of positives of the population, π.</summary>
    /// <value>In (0, 1); null leaves the prevalence alone.</value>
    public double? TargetPrevalence { get; init; }

    /// <summary>Weight w of positive rows in training.</summary>
    /// <value>Positive; null means 1.</value>
    public double? PositiveWeight { get; init; }
}
