namespace Thca.Clinical.RiskScores;

/// <summary>How a score relates to risk.</summary>
public enum ScoreDirection
{
    /// <summary>Higher scores mean higher risk.</summary>
    Increasing,

    /// <summary>Lower scores mean higher risk.</summary>
    Decreasing,

    /// <summary>The sign of the training area under the curve minus one half decides, and stays.</summary>
    Auto,
}
