namespace Thca.Modeling.Runtime.Scoring;

/// <summary>What the model says about one patient, or why it says nothing.</summary>
public sealed record CritPrediction
{
    /// <summary>Why there is no prediction.</summary>
    /// <value>Null when there is one; then every number is NaN-free.</value>
    public ModelRefusal? Refusal { get; init; }

    /// <summary>Margin: log-odds before prior correction and calibration.</summary>
    /// <value>NaN when refused.</value>
    public double Margin { get; init; } = double.NaN;

    /// <summary>1 / (1 + exp(-sigmoid · margin)).</summary>
    /// <value>NaN when refused.</value>
    public double RawProbability { get; init; } = double.NaN;

    /// <summary>Calibrated probability of the outcome.</summary>
    /// <value>NaN when refused.</value>
    public double Probability { get; init; } = double.NaN;

    /// <summary>Range of the calibrated probability.</summary>
    /// <value>Null when refused, or when the calibrator gives none (only vennAbers does).</value>
    public CritInterval? ProbabilityInterval { get; init; }

    /// <summary>1 when the probability reaches the default threshold, else 0.</summary>
    /// <value>Null when refused, or when the model has no threshold.</value>
    public int? Class { get; init; }

    /// <summary>Risk group per scheme.</summary>
    public IReadOnlyDictionary<string, string> Groups { get; init; } = new Dictionary<string, string>();

    /// <summary>The row the trees saw, in column order; NaN is missing.</summary>
    /// <value>Empty when refused.</value>
    public IReadOnlyList<double> Codes { get; init; } = [];

    /// <summary>Model features without a value.</summary>
    public IReadOnlyList<string> MissingFeatures { get; init; } = [];

    /// <summary>Given names the model does not use.</summary>
    public IReadOnlyList<string> IgnoredInputs { get; init; } = [];

    /// <summary>What the reader should know.</summary>
    public IReadOnlyList<CritWarning> Warnings { get; init; } = [];

    /// <summary>Id of the artifact.</summary>
    public required string ArtifactId { get; init; }

    /// <summary>Integrity hash of the artifact.</summary>
    public required string ArtifactSha256 { get; init; }
}
