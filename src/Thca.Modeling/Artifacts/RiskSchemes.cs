namespace Thca.Modeling.Artifacts;

/// <summary>Names of risk-group schemes and groups.</summary>
public static class RiskSchemes
{
    /// <summary>High when the probability reaches the operating threshold.</summary>
    public const string Clinical = "clinical";

    /// <summary>Thirds of the out-of-fold probabilities.</summary>
    public const string Tertile = "tertile";

    /// <summary>Fixed cuts.</summary>
    public const string Fixed = "fixed";

    /// <summary>Low risk.</summary>
    public const string Low = "Low";

    /// <summary>Intermediate risk.</summary>
    public const string Intermediate = "Intermediate";

    /// <summary>High risk.</summary>
    public const string High = "High";
}
