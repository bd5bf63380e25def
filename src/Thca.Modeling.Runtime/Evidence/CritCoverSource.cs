namespace Thca.Modeling.Runtime.Evidence;

/// <summary>Row counts behind explanations.</summary>
public enum CritCoverSource
{
    /// <summary>Counts of the (possibly resampled) training rows, as LightGBM uses.</summary>
    TrainingCounts,

    /// <summary>Counts of the development rows.</summary>
    DevelopmentCounts,
}
