using Thca.Modeling.LightGbm;
using Thca.Modeling.Preprocessing;
using Thca.Modeling.Selection;

namespace Thca.Modeling.Training;

/// <summary>What is done inside one training fold: preprocessing, selection, class weights, boosting.</summary>
public sealed record PipelineOptions
{
    /// <summary>Preprocessing.</summary>
    /// <value>Median and mode imputation, near-constant and redundant columns dropped.</value>
    public PreprocessingOptions Preprocessing { get; init; } = new();

    /// <summary>Stage-1 ranking.</summary>
    /// <value>The published weights and rules with a sound sensitivity indicator.</value>
    public CompositeOptions Ranking { get; init; } = new();

    /// <summary>Order of the survivors of stage 1.</summary>
    /// <value><see cref="SelectionMethod.Composite"/></value>
    public SelectionMethod Selection { get; init; } = SelectionMethod.Composite;

    /// <summary>Recursive elimination.</summary>
    /// <value>The published estimator (200 trees) with 63 instead of 255 bins, which halves the time of small folds; gain.</value>
    public EliminationOptions Elimination { get; init; } = new() { Boosting = new EliminationOptions().Boosting with { MaxBins = 63 } };

    /// <summary>Most features of the configuration that is tried first, best first; null takes all survivors of stage 1.</summary>
    /// <value>null</value>
    public int? MaxFeatures { get; init; }

    /// <summary>Whether the configuration that is tried first weights events by the ratio of class counts; predicted odds are divided by the weight again.</summary>
    /// <value>true</value>
    public bool ClassWeight { get; init; } = true;

    /// <summary>Boosting settings of the configuration that is tried first.</summary>
    /// <value>100 shallow trees.</value>
    public LightGbmOptions Boosting { get; init; } = new();

    /// <summary>Throws with every setting that is out of range.</summary>
    /// <exception cref="Core.Errors.OptionsException">At least one is.</exception>
    public void Validate()
    {
        Preprocessing.Validate();
        Elimination.Validate();
        Boosting.Validate();
        if (MaxFeatures is < 1) throw new Core.Errors.OptionsException([FormattableString.Invariant($"{nameof(PipelineOptions)}.{nameof(MaxFeatures)} is {MaxFeatures}; allowed: at least 1.")]);
    }
}
