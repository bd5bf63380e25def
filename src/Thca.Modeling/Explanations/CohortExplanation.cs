namespace Thca.Modeling.Explanations;

/// <summary>
/// Contributions of features to the margins of a cohort's patients. Development patients are explained by models that never saw them (means over
/// repeats), external ones by the frozen model. Contributions describe the model, not causes.
/// </summary>
public sealed record CohortExplanation
{
    /// <summary>development or external.</summary>
    public required string Cohort { get; init; }

    /// <summary>Patients explained.</summary>
    public required IReadOnlyList<string> Patients { get; init; }

    /// <summary>Whether each patient had the event; null when unknown.</summary>
    public required IReadOnlyList<bool?> Outcome { get; init; }

    /// <summary>Features of any of the models.</summary>
    public required IReadOnlyList<string> Features { get; init; }

    /// <summary>Expected margin of each patient's models.</summary>
    public required IReadOnlyList<double> Base { get; init; }

    /// <summary>Margin of each patient: base plus contributions, within 1e-9.</summary>
    public required IReadOnlyList<double> Margin { get; init; }

    /// <summary>Probability of the margin.</summary>
    public required IReadOnlyList<double> ProbabilityRaw { get; init; }

    /// <summary>Calibrated probability.</summary>
    public required IReadOnlyList<double> Calibrated { get; init; }

    /// <summary>Per patient one contribution for every feature, log-odds; 0 where a model does not have the feature.</summary>
    public required IReadOnlyList<double[]> Contributions { get; init; }

    /// <summary>Per patient the value of every feature; NaN when missing.</summary>
    public required IReadOnlyList<double[]> Values { get; init; }

    /// <summary>Per patient the number of model features outside the range of the patients learnt from.</summary>
    public required IReadOnlyList<int> OutOfRange { get; init; }

    /// <summary>Per patient the number of model features without a value.</summary>
    public required IReadOnlyList<int> Missing { get; init; }

    /// <summary>Per outer fold the mean absolute contribution of every feature in the fold; empty for external patients.</summary>
    public IReadOnlyList<double[]> FoldImportance { get; init; } = [];
}
