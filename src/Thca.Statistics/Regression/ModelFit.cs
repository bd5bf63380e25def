namespace Thca.Statistics.Regression;

/// <summary>Measures of how well a logistic regression explains its own data.</summary>
/// <param name="McFadden">1 - l/l0.</param>
/// <param name="CoxSnell">1 - exp(2(l0 - l)/n).</param>
/// <param name="Nagelkerke">Cox and Snell's measure over its maximum.</param>
/// <param name="Tjur">Mean fitted probability of events minus that of non-events.</param>
/// <param name="Brier">Mean squared difference of outcome and fitted probability.</param>
/// <param name="ScaledBrier">1 minus the Brier score over that of the event rate.</param>
/// <param name="Auc">Probability that an event's fitted probability exceeds a non-event's, ties counting one half.</param>
public sealed record ModelFit(double McFadden, double CoxSnell, double Nagelkerke, double Tjur, double Brier, double ScaledBrier, double Auc)
{
    /// <summary>Computes the measures of a fit.</summary>
    public static ModelFit Of(LogisticFit fit)
    {
        double n = fit.Count, l = fit.LogLikelihood, l0 = fit.NullLogLikelihood, rate = fit.Events / n;
        double coxSnell = 1 - Math.Exp(2 * (l0 - l) / n);
        double[] events = [.. Where(fit, 1)], others = [.. Where(fit, 0)];
        double brier = fit.Outcome.Zip(fit.Fitted, (y, m) => (y - m) * (y - m)).Average();
        return new ModelFit(
            1 - l / l0,
            coxSnell,
            coxSnell / (1 - Math.Exp(2 * l0 / n)),
            events.Average() - others.Average(),
            brier,
            1 - brier / (rate * (1 - rate)),
            Hypotheses.MannWhitney.ProbabilityOfSuperiority(events, others));
    }

    private static IEnumerable<double> Where(LogisticFit fit, double outcome) => fit.Fitted.Where((_, i) => fit.Outcome[i] == outcome);
}
