namespace Thca.Modeling.Runtime.Decisions;

/// <summary>Shape of the calibration map.</summary>
public enum CritCalibratorType
{
    /// <summary>The probability is passed on.</summary>
    None,

    /// <summary>Linear interpolation between knots, limited to the first and last.</summary>
    Isotonic,

    /// <summary>1 / (1 + exp(-(a·s + b))) on the log-odds s.</summary>
    Platt,

    /// <summary>logit p' = a·ln p - b·ln(1 - p) + c.</summary>
    Beta,

    /// <summary>Two step functions of the log-odds: an interval, and the one probability it stands for.</summary>
    VennAbers,
}
