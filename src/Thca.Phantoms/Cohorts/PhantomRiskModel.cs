namespace Thca.Phantoms.Cohorts;

/// <summary>
/// The law by which a synthetic patient has distant metastasis: logistic with these coefficients. The intercept is set per cohort so that the
/// expected number of events is the wanted one.
/// </summary>
public sealed record PhantomRiskModel
{
    /// <summary>Log odds per unit of heterogeneity (0 to 1).</summary>
    /// <value>6.</value>
    public double Heterogeneity { get; init; } = 6;

    /// <summary>Log odds per doubling of tumour size.</summary>
    /// <value>0.8.</value>
    public double SizeDoubling { get; init; } = 0.8;

    /// <summary>Log odds per ten years of age.</summary>
    /// <value>0.25.</value>
    public double AgePerDecade { get; init; } = 0.25;

    /// <summary>Log odds of a man against a woman.</summary>
    /// <value>0.4.</value>
    public double Male { get; init; } = 0.4;

    /// <summary>Log odds of N1 against N0.</summary>
    /// <value>0.9.</value>
    public double NodalDisease { get; init; } = 0.9;

    /// <summary>Log odds of infiltration of the adjacent tissue.</summary>
    /// <value>0.9.</value>
    public double Infiltration { get; init; } = 0.9;

    /// <summary>Log odds of multifocal disease.</summary>
    /// <value>0.3.</value>
    public double Multifocality { get; init; } = 0.3;

    /// <summary>Log odds without the intercept: 0 for a woman of 45 with a solitary tumour of 1.5 cm, heterogeneity 0.5, N0, not infiltrating.</summary>
    public double LogOdds(PhantomClinicalRecord clinical, double heterogeneity) =>
        Heterogeneity * (heterogeneity - 0.5)
        + SizeDoubling * Math.Log2(clinical.TumorSize / 1.5)
        + AgePerDecade * (clinical.Age - 45) / 10
        + (clinical.Male ? Male : 0)
        + (clinical.NodeStage > 0 ? NodalDisease : 0)
        + (clinical.Infiltrates ? Infiltration : 0)
        + (clinical.Multifocal ? Multifocality : 0);
}
