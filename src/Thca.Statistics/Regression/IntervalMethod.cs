namespace Thca.Statistics.Regression;

/// <summary>How the interval of a coefficient is computed.</summary>
public enum IntervalMethod
{
    /// <summary>Wald intervals for maximum likelihood, profiles of the penalised likelihood for Firth's estimate.</summary>
    Auto,

    /// <summary>Estimate ± normal quantile times standard error.</summary>
    Wald,

    /// <summary>All values the (penalised) likelihood ratio test does not reject.</summary>
    Profile,
}
