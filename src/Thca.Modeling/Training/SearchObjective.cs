namespace Thca.Modeling.Training;

/// <summary>What the search maximises on inner out-of-fold predictions.</summary>
public enum SearchObjective
{
    /// <summary>Minus the pooled log loss after the prevalence correction.</summary>
    LogLoss,

    /// <summary>Mean average precision over inner folds.</summary>
    AveragePrecision,

    /// <summary>Specificity at the largest threshold whose sensitivity reaches the minimum of the threshold options.</summary>
    Screening,

    /// <summary>Mean net benefit over thresholds 0.05 to 0.30.</summary>
    NetBenefit,

    /// <summary>The published objective: mean recall at one half, halved when precision is below 0.1; best for a model that calls everybody positive.</summary>
    ReferenceRecall,
}
