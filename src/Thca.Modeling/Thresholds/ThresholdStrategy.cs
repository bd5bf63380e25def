namespace Thca.Modeling.Thresholds;

/// <summary>What a threshold maximises.</summary>
public enum ThresholdStrategy
{
    /// <summary>0.5 sensitivity + 0.3 NPV + 0.2 specificity with sensitivity and NPV above their minima.</summary>
    Screening,

    /// <summary>F2 + sensitivity + NPV under the same minima.</summary>
    ScreeningReadme,

    /// <summary>Specificity with the lower 95 % limits of sensitivity and NPV above their minima.</summary>
    ScreeningLowerBound,

    /// <summary>Sensitivity + specificity - 1.</summary>
    Youden,

    /// <summary>F measure with β of the options.</summary>
    FBeta,

    /// <summary>√(sensitivity · specificity).</summary>
    GMean,

    /// <summary>Matthews correlation.</summary>
    Mcc,

    /// <summary>Specificity with the sensitivity at least at its target.</summary>
    FixedSensitivity,

    /// <summary>Smallest cost of errors.</summary>
    Cost,

    /// <summary>c_FP / (c_FP + c_FN), from decision theory.</summary>
    NetBenefitTheory,

    /// <summary>A given value.</summary>
    Fixed,

    /// <summary>The published rule: a grid on raw probabilities, capped at 0.25; only for protocol Reference.</summary>
    ReferenceLegacy,
}
