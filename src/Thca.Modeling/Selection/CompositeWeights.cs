namespace Thca.Modeling.Selection;

/// <summary>Weights of the seven indicators in the composite; they sum to 1.</summary>
public sealed record CompositeWeights
{
    /// <summary>Weight of the sensitivity indicator.</summary>
    /// <value>0.20</value>
    public double Sensitivity { get; init; } = 0.20;

    /// <summary>Weight of average precision.</summary>
    /// <value>0.20</value>
    public double AveragePrecision { get; init; } = 0.20;

    /// <summary>Weight of forest importance.</summary>
    /// <value>0.15</value>
    public double ForestImportance { get; init; } = 0.15;

    /// <summary>Weight of mutual information.</summary>
    /// <value>0.15</value>
    public double MutualInformation { get; init; } = 0.15;

    /// <summary>Weight of the (inverted) p-value.</summary>
    /// <value>0.10</value>
    public double PValue { get; init; } = 0.10;

    /// <summary>Weight of the area under the ROC curve.</summary>
    /// <value>0.10</value>
    public double Auc { get; init; } = 0.10;

    /// <summary>Weight of the absolute correlation.</summary>
    /// <value>0.10</value>
    public double Correlation { get; init; } = 0.10;
}
