namespace Thca.Modeling.Runtime.Decisions;

/// <summary>Which probability a threshold is compared with.</summary>
public enum CritThresholdScale
{
    /// <summary>The calibrated probability.</summary>
    Calibrated,

    /// <summary>The probability before prior correction and calibration (protocol Reference only).</summary>
    Raw,
}
