using Thca.Modeling.LightGbm;
using Thca.Modeling.Preprocessing;
using Thca.Modeling.Selection;

namespace Thca.Modeling.Training;

/// <summary>What is done inside one training fold: preprocessing, stage-1 selection, class weights, boosting.</summary>
public sealed record PipelineOptions
{
    /// <summary>Preprocessing.</summary>
    /// <value>Median and mode imputation, near-constant and redundant columns dropped.</value>
    public PreprocessingOptions Preprocessing { get; init; } = new();

    /// <summary>Stage-1 ranking.</summary>
    /// <value>The published weights and rules with a sound sensitivity indicator.</value>
    public CompositeOptions Ranking { get; init; } = new();

    /// <summary>Most features that reach the trees, best composite first; null keeps all survivors of stage 1.</summary>
    /// <value>null</value>
    public int? MaxFeatures { get; init; }

    /// <summary>Whether events are weighted by the ratio of class counts in the fold; the predicted odds are divided by the weight again.</summary>
    /// <value>true</value>
    public bool ClassWeight { get; init; } = true;

    /// <summary>Boosting settings.</summary>
    /// <value>100 shallow trees.</value>
    public LightGbmOptions Boosting { get; init; } = new();
}
