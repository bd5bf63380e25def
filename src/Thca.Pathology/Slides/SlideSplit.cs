namespace Thca.Pathology.Slides;

/// <summary>Which part of a study a slide belongs to.</summary>
public enum SlideSplit
{
    /// <summary>The patients the study learns from.</summary>
    Development,

    /// <summary>Patients that may only be evaluated: nothing is fitted on them.</summary>
    External,
}
