using Thca.Modeling.Runtime.Decisions;
using Thca.Modeling.Runtime.Evidence;
using Thca.Modeling.Runtime.Features;

namespace Thca.Modeling.Runtime.Artifact;

/// <summary>Everything a <c>crit-model/1</c> file holds: turns one patient's named values into a calibrated probability, a class, risk groups and contributions.</summary>
public sealed record CritArtifact
{
    /// <summary>The schema this release writes and reads.</summary>
    public const string Schema = "crit-model/1";

    /// <summary>UUID.</summary>
    public required string Id { get; init; }

    /// <summary>Time of creation, ISO 8601 in UTC.</summary>
    public required string CreatedUtc { get; init; }

    /// <summary>How the model was developed.</summary>
    public required CritProtocol Protocol { get; init; }

    /// <summary>Feature tables used.</summary>
    public required CritCombination Combination { get; init; }

    /// <summary>What the model is for.</summary>
    public CritIntendedUse IntendedUse { get; init; } = new();

    /// <summary>Features in column order.</summary>
    public required IReadOnlyList<CritFeature> Features { get; init; }

    /// <summary>Features recomputed from others.</summary>
    public IReadOnlyList<CritDerived> Derived { get; init; } = [];

    /// <summary>The trees.</summary>
    public required CritBooster Booster { get; init; }

    /// <summary>Undoes resampling or class weights.</summary>
    /// <value>Null: none.</value>
    public CritPriorCorrection? PriorCorrection { get; init; }

    /// <summary>Calibration map.</summary>
    public required CritCalibrator Calibrator { get; init; }

    /// <summary>Operating thresholds.</summary>
    public required IReadOnlyList<CritThreshold> Thresholds { get; init; }

    /// <summary>Name of the threshold that decides the class.</summary>
    public required string DefaultThreshold { get; init; }

    /// <summary>Risk-group schemes.</summary>
    public IReadOnlyList<CritRiskGroups> RiskGroups { get; init; } = [];

    /// <summary>Largest share of missing model features; above it the model abstains.</summary>
    /// <value>Default 0.2.</value>
    public double MaxMissing { get; init; } = 0.2;

    /// <summary>Explanation method and base value.</summary>
    public required CritExplanation Explanation { get; init; }

    /// <summary>Performance.</summary>
    public CritPerformance Performance { get; init; } = new();

    /// <summary>Where the model comes from.</summary>
    public required CritProvenance Provenance { get; init; }

    /// <summary>Automatic checks.</summary>
    public IReadOnlyList<CritCheck> Checks { get; init; } = [];

    /// <summary>At least 8 rows that are verified whenever the model is loaded.</summary>
    public IReadOnlyList<CritTestVector> TestVectors { get; init; } = [];

    /// <summary>Markdown model card.</summary>
    /// <value>Default empty.</value>
    public string ModelCard { get; init; } = "";
}
