namespace Thca.Modeling.Metrics;

/// <summary>Names and order of all metrics of a binary risk model.</summary>
public static class MetricCatalog
{
    /// <summary>Every key, in the order of reports.</summary>
    public static IReadOnlyList<string> Keys { get; } =
    [
        "sensitivity", "specificity", "ppv", "npv", "accuracy", "balanced_accuracy", "f1_score", "f2_score", "f3_score", "g_mean", "mcc", "cohen_kappa",
        "informedness", "markedness", "detection_rate", "false_negative_rate", "false_positive_rate", "false_discovery_rate", "false_omission_rate",
        "lr_positive", "lr_negative", "dor", "dor_haldane", "prevalence", "predicted_positive_rate", "threat_score", "fowlkes_mallows",
        "number_needed_to_screen", "number_needed_to_misdiagnose", "screening_score", "auc_roc", "auc_pr", "auc_pr_lift", "pauc_fpr20", "spec_at_sens90",
        "sens_at_spec90", "brier_score", "brier_scaled", "log_loss", "nagelkerke_r2", "tjur_r2", "calibration_intercept", "calibration_slope", "oe_ratio",
        "ece10", "mce10", "spiegelhalter_z", "net_benefit_t", "standardised_net_benefit", "interventions_avoided_100", "ici", "e50", "e90",
    ];

    /// <summary>The 23 keys of the published metric bundle.</summary>
    public static IReadOnlyList<string> Published { get; } =
    [
        "sensitivity", "specificity", "ppv", "npv", "balanced_accuracy", "f1_score", "f2_score", "f3_score", "g_mean", "mcc", "cohen_kappa", "informedness",
        "markedness", "detection_rate", "false_negative_rate", "lr_positive", "lr_negative", "dor", "auc_roc", "auc_pr", "brier_score",
    ];

    /// <summary>Number of metrics that depend on decisions only.</summary>
    internal const int DecisionCount = 30;

    /// <summary>Number of metrics before the ones that need the (slow) smooth calibration curve.</summary>
    internal const int FastCount = 50;
}
