namespace Thca.Modeling.Thresholds;

/// <summary>Whether the constraints of a threshold could be met.</summary>
public enum ThresholdStatus
{
    /// <summary>All met (or there were none).</summary>
    Feasible,

    /// <summary>Met without the one on the negative predictive value.</summary>
    NpvRelaxed,

    /// <summary>Not met; the threshold is Youden's.</summary>
    FallbackYouden,
}
