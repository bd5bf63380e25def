namespace Thca.Modeling.Ranking;

/// <summary>The screening score of a model: weighted component scores from 0 to 100.</summary>
public static class ScreeningScore
{
    private const double LargestRatio = 100;

    /// <summary>Component scores on fixed anchors, so that a score does not depend on which other models are compared; undefined counts 0.</summary>
    /// <param name="metrics">Metric values by key, with the prevalence.</param>
    public static IReadOnlyDictionary<string, double> Anchored(IReadOnlyDictionary<string, double> metrics)
    {
        double prevalence = metrics["prevalence"];
        return ScoreWeights.Sound.Keys.ToDictionary(
            key => key,
            key => key switch
            {
                "auc_pr" => Between(metrics[key], prevalence, 1),
                "brier_score" => Between(metrics[key], prevalence * (1 - prevalence), 0),
                "lr_negative" => Between(metrics[key], 1, 0),
                _ => Between(metrics[key], 0, 1),
            },
            StringComparer.Ordinal);
    }

    /// <summary>Weighted sum of component scores.</summary>
    public static double Total(IReadOnlyDictionary<string, double> components, IReadOnlyDictionary<string, double> weights) => weights.Sum(w => w.Value * components[w.Key]);

    /// <summary>The published transform: min-max over the compared models, 50 where all are equal.</summary>
    /// <param name="models">Metric values by key of every model.</param>
    public static IReadOnlyList<IReadOnlyDictionary<string, double>> MinMax(IReadOnlyList<IReadOnlyDictionary<string, double>> models)
    {
        Dictionary<string, double>[] scores = [.. models.Select(_ => new Dictionary<string, double>(StringComparer.Ordinal))];
        foreach (string key in ScoreWeights.Script.Keys)
        {
            double[] values = [.. models.Select(m => key == "lr_negative" ? Math.Min(LargestRatio, m[key]) : m[key])];
            double low = values.Min(), high = values.Max();
            for (int i = 0; i < values.Length; i++)
            {
                double score = high > low ? 100 * (values[i] - low) / (high - low) : 50;
                scores[i][key] = high > low && ScoreWeights.LowerIsBetter(key) ? 100 - score : score;
            }
        }

        return scores;
    }

    /// <summary>Factor of the published penalties for weak or unstable sensitivity and predictive value; 1 without external data and above the limits.</summary>
    /// <param name="inner">Internal metrics.</param>
    /// <param name="external">External metrics, or null.</param>
    public static double PublishedPenalty(IReadOnlyDictionary<string, double> inner, IReadOnlyDictionary<string, double>? external)
    {
        double factor = (inner["sensitivity"] < 0.70 ? 0.5 : 1) * (inner["npv"] < 0.85 ? 0.7 : 1);
        if (external is null) return factor;
        return factor * (external["sensitivity"] < 0.65 ? 0.5 : 1) * (external["npv"] < 0.80 ? 0.7 : 1)
            * (inner["sensitivity"] - external["sensitivity"] > 0.15 ? 0.8 : 1) * (inner["npv"] - external["npv"] > 0.10 ? 0.8 : 1);
    }

    private static double Between(double value, double worst, double best) =>
        double.IsNaN(value) || worst == best ? 0 : 100 * Math.Clamp((value - worst) / (best - worst), 0, 1);
}
