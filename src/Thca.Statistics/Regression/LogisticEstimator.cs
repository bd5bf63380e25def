namespace Thca.Statistics.Regression;

/// <summary>How a logistic regression is estimated.</summary>
public enum LogisticEstimator
{
    /// <summary>Maximum likelihood where it exists; Firth's on separation or with too few events per coefficient.</summary>
    Auto,

    /// <summary>Maximum likelihood.</summary>
    MaximumLikelihood,

    /// <summary>Penalised by the Jeffreys prior (Firth, 1993); finite under separation.</summary>
    Firth,
}
