namespace Thca.Modeling.Validation;

/// <summary>Smallest development samples for a binary prediction model (Riley et al., Statistics in Medicine 38, 2019; BMJ 368, 2020).</summary>
/// <param name="Shrinkage">Patients for an expected shrinkage of 0.9 (criterion i).</param>
/// <param name="Optimism">Patients for an optimism of at most 0.05 in Nagelkerke's R² (criterion ii).</param>
/// <param name="Prevalence">Patients to estimate the prevalence within 0.05 (criterion iii).</param>
/// <param name="MaxCoxSnell">Largest Cox-Snell R² at this prevalence.</param>
public sealed record RileyCriteria(int Shrinkage, int Optimism, int Prevalence, double MaxCoxSnell)
{
    private const double WantedShrinkage = 0.9;
    private const double Margin = 0.05;

    /// <summary>Largest of the three.</summary>
    public int Required => Math.Max(Shrinkage, Math.Max(Optimism, Prevalence));

    /// <summary>Evaluates the criteria.</summary>
    /// <param name="parameters">Candidate predictor parameters.</param>
    /// <param name="prevalence">Share of events, in (0, 1).</param>
    /// <param name="coxSnell">Anticipated Cox-Snell R²; null for 15 % of its maximum.</param>
    public static RileyCriteria Of(int parameters, double prevalence, double? coxSnell = null)
    {
        double max = 1 - Math.Pow(Math.Pow(prevalence, prevalence) * Math.Pow(1 - prevalence, 1 - prevalence), 2);
        double r2 = coxSnell ?? 0.15 * max;
        double N(double shrinkage) => parameters / ((shrinkage - 1) * Math.Log(1 - r2 / shrinkage));
        return new RileyCriteria(
            (int)Math.Ceiling(N(WantedShrinkage)), (int)Math.Ceiling(N(r2 / (r2 + Margin * max))), (int)Math.Ceiling(Math.Pow(1.96 / Margin, 2) * prevalence * (1 - prevalence)), max);
    }
}
