namespace Thca.Modeling.Ranking;

/// <summary>The published comparison of internal and external metrics.</summary>
public static class Stability
{
    private const double Tolerance = 1e-12;

    private static readonly (string Key, double Weight)[] Parts =
        [("sensitivity", 0.35), ("npv", 0.25), ("f3_score", 0.15), ("auc_pr", 0.15), ("mcc", 0.10)];

    /// <summary>Score of one metric from its relative change, 0 to 1.</summary>
    /// <param name="inner">Internal value.</param>
    /// <param name="external">External value.</param>
    /// <param name="critical">Sensitivity and negative predictive value: a fall counts more.</param>
    public static double Score(double inner, double external, bool critical)
    {
        if (!(inner > 0)) return 0.5;
        double r = (external - inner) / inner;
        double score = r switch
        {
            >= 0 and <= 0.10 + Tolerance => 0.9 + r,
            > 0 and <= 0.20 + Tolerance => 0.8 - 2 * (r - 0.10),
            > 0 => Math.Max(0.3, 0.6 - (r - 0.20)),
            >= -0.10 - Tolerance => r == 0 ? 0.9 : 0.85 - 1.5 * -r,
            >= -0.20 - Tolerance => 0.70 - 3 * (-r - 0.10),
            _ => Math.Max(0.1, 0.40 - 2 * (-r - 0.20)),
        };
        return critical && r < 0 ? 0.8 * score : score;
    }

    /// <summary>Stability of a model, 0 to 100; 50 without external data.</summary>
    public static double OfModel(IReadOnlyDictionary<string, double> inner, IReadOnlyDictionary<string, double>? external) => external is null
        ? 50
        : 100 * Parts.Sum(p => p.Weight * Score(inner[p.Key], external[p.Key], p.Key is "sensitivity" or "npv"));

    /// <summary>Word for the relative change of a metric: Good up to 10 %, Caution up to 20 %, else Unstable; empty when undefined.</summary>
    public static string Category(double relativeChange) => double.IsNaN(relativeChange) ? "" : Math.Abs(relativeChange) switch
    {
        <= 0.10 + Tolerance => "Good",
        <= 0.20 + Tolerance => "Caution",
        _ => "Unstable",
    };
}
