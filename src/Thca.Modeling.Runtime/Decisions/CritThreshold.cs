namespace Thca.Modeling.Runtime.Decisions;

/// <summary>An operating threshold: positive when the probability is at least <see cref="Value"/>.</summary>
public sealed record CritThreshold
{
    /// <summary>Name, unique in the artifact.</summary>
    public required string Name { get; init; }

    /// <summary>How it was chosen, e.g. Youden or Screening.</summary>
    public required string Strategy { get; init; }

    /// <summary>The threshold.</summary>
    /// <value>0..1.</value>
    public required double Value { get; init; }

    /// <summary>Which probability it is compared with.</summary>
    /// <value>Default calibrated.</value>
    public CritThresholdScale Scale { get; init; } = CritThresholdScale.Calibrated;

    /// <summary>Constraints it had to meet, in words.</summary>
    public IReadOnlyList<string> Constraints { get; init; } = [];

    /// <summary>Feasible, NpvRelaxed or FallbackYouden.</summary>
    /// <value>Default Feasible.</value>
    public string Status { get; init; } = "Feasible";

    /// <summary>Sensitivity in the out-of-fold predictions.</summary>
    /// <value>Null when not recorded.</value>
    public CritEstimate? Sensitivity { get; init; }

    /// <summary>Specificity in the out-of-fold predictions.</summary>
    /// <value>Null when not recorded.</value>
    public CritEstimate? Specificity { get; init; }

    /// <summary>Positive predictive value in the out-of-fold predictions.</summary>
    /// <value>Null when not recorded.</value>
    public CritEstimate? Ppv { get; init; }

    /// <summary>Negative predictive value in the out-of-fold predictions.</summary>
    /// <value>Null when not recorded.</value>
    public CritEstimate? Npv { get; init; }

    /// <summary>Median and 2.5-97.5 % range of the threshold over bootstrap samples.</summary>
    /// <value>Null when not recorded.</value>
    public CritEstimate? Bootstrap { get; init; }
}
