namespace Thca.Modeling.Ranking;

/// <summary>Weight of every component of the screening score.</summary>
public static class ScoreWeights
{
    /// <summary>Weights of the published script; stability stands outside.</summary>
    public static IReadOnlyDictionary<string, double> Script { get; } = new Dictionary<string, double>(StringComparer.Ordinal)
    {
        ["sensitivity"] = 0.30, ["npv"] = 0.15, ["f3_score"] = 0.10, ["auc_pr"] = 0.12, ["detection_rate"] = 0.08, ["mcc"] = 0.05,
        ["g_mean"] = 0.05, ["brier_score"] = 0.05, ["specificity"] = 0.05, ["ppv"] = 0.03, ["lr_negative"] = 0.02,
    };

    /// <summary>The script's weights without the detection rate, which is sensitivity times prevalence; its weight goes to sensitivity.</summary>
    public static IReadOnlyDictionary<string, double> Sound { get; } = new Dictionary<string, double>(StringComparer.Ordinal)
    {
        ["sensitivity"] = 0.38, ["npv"] = 0.15, ["f3_score"] = 0.10, ["auc_pr"] = 0.12, ["mcc"] = 0.05,
        ["g_mean"] = 0.05, ["brier_score"] = 0.05, ["specificity"] = 0.05, ["ppv"] = 0.03, ["lr_negative"] = 0.02,
    };

    /// <summary>Whether a lower value is better.</summary>
    internal static bool LowerIsBetter(string component) => component is "brier_score" or "lr_negative";
}
