namespace Thca.Modeling.Runtime.Scoring;

/// <summary>Contributions of one patient's features to the margin; they describe the model, not causes.</summary>
public sealed record CritContributions
{
    /// <summary>The prediction explained; its refusal says why there are no contributions.</summary>
    public required CritPrediction Prediction { get; init; }

    /// <summary>Expected margin.</summary>
    public required double Base { get; init; }

    /// <summary>Feature names in column order.</summary>
    public required IReadOnlyList<string> Features { get; init; }

    /// <summary>Contribution per feature, log-odds; with <see cref="Base"/> they sum to the margin within 1e-9.</summary>
    /// <value>Empty when refused.</value>
    public IReadOnlyList<double> Values { get; init; } = [];
}
