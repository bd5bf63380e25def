namespace Thca.Modeling.Selection;

/// <summary>How features are ranked and how many are kept in stage 1.</summary>
public sealed record CompositeOptions
{
    /// <summary>Weights of the indicators.</summary>
    /// <value>The published weights.</value>
    public CompositeWeights Weights { get; init; } = new();

    /// <summary>Whether the published sensitivity indicator is used, which rewards constants; only for protocol Reference.</summary>
    /// <value>false: sensitivity at 80 % specificity</value>
    public bool PublishedSensitivity { get; init; }

    /// <summary>Share of the summed composites that the kept features cover.</summary>
    /// <value>0.90</value>
    public double CumulativeShare { get; init; } = 0.90;

    /// <summary>Relative drop between neighbours that counts as the elbow.</summary>
    /// <value>0.20</value>
    public double ElbowDrop { get; init; } = 0.20;

    /// <summary>Standard deviations above the mean from which a composite counts as high.</summary>
    /// <value>0.25</value>
    public double SignificanceSigma { get; init; } = 0.25;
}
