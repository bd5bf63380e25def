namespace Thca.Modeling.Calibration;

/// <summary>How probabilities are calibrated.</summary>
public enum CalibrationMethod
{
    /// <summary>Isotonic with at least 100 events, else Platt.</summary>
    Auto,

    /// <summary>Not at all.</summary>
    None,

    /// <summary>Isotonic regression.</summary>
    Isotonic,

    /// <summary>Platt's logistic line on the log-odds.</summary>
    Platt,

    /// <summary>Beta calibration.</summary>
    Beta,

    /// <summary>Inductive Venn-Abers prediction: an interval of two isotonic fits, and the probability p₁ / (1 - p₀ + p₁) it stands for.</summary>
    VennAbers,
}
