using Thca.Modeling.Metrics;

namespace Thca.Modeling.Thresholds;

/// <summary>Score, constraints and tie-break of a strategy at one step of the fallback order.</summary>
internal sealed record ThresholdRule(Func<ConfusionCounts, double> Score, Func<ConfusionCounts, bool> IsFeasible, Func<ConfusionCounts, double> TieBreak, bool PrefersLargerThreshold)
{
    public static ThresholdRule For(ThresholdOptions options, ThresholdStatus status)
    {
        if (status == ThresholdStatus.FallbackYouden) return Free(Youden);
        bool npv = status == ThresholdStatus.Feasible;
        return options.Strategy switch
        {
            ThresholdStrategy.Screening => Constrained(c => ThresholdSelector.ScreeningScore(c.Sensitivity, c.NegativePredictiveValue, c.Specificity), options, npv),
            ThresholdStrategy.ScreeningReadme => Constrained(c => c.FBeta(2) + c.Sensitivity + c.NegativePredictiveValue, options, npv),
            ThresholdStrategy.ScreeningLowerBound => new ThresholdRule(c => c.Specificity, c => BoundsMet(c, options, npv), c => c.Specificity, true),
            ThresholdStrategy.FixedSensitivity => new ThresholdRule(c => c.Specificity, c => AtLeast(c.Sensitivity, options.MinSensitivity), c => c.Specificity, true),
            ThresholdStrategy.Youden => Free(Youden),
            ThresholdStrategy.FBeta => Free(c => c.FBeta(options.Beta)),
            ThresholdStrategy.GMean => Free(c => Math.Sqrt(c.Sensitivity * c.Specificity)),
            ThresholdStrategy.Mcc => Free(c => c.Mcc),
            ThresholdStrategy.Cost => Free(c => -(options.FalseNegativeCost * c.FalseNegatives + options.FalsePositiveCost * c.FalsePositives)),
            _ => throw new ArgumentOutOfRangeException(nameof(options), options.Strategy, "The strategy is not a search."),
        };
    }

    /// <summary>Above 0: the first is better; differences of rounding size are ties.</summary>
    public int Compare(ConfusionCounts a, ConfusionCounts b)
    {
        double difference = Score(a) - Score(b);
        if (Math.Abs(difference) > 1e-12) return Math.Sign(difference);
        double tie = TieBreak(a) - TieBreak(b);
        return Math.Abs(tie) > 1e-12 ? Math.Sign(tie) : 0;
    }

    private static double Youden(ConfusionCounts c) => c.Sensitivity + c.Specificity - 1;

    private static ThresholdRule Free(Func<ConfusionCounts, double> score) => new(score, _ => true, c => c.Sensitivity, false);

    private static ThresholdRule Constrained(Func<ConfusionCounts, double> score, ThresholdOptions options, bool npv) => new(
        score,
        c => AtLeast(c.Sensitivity, options.MinSensitivity) && (!npv || AtLeast(c.NegativePredictiveValue, options.MinNpv)),
        c => c.Specificity,
        true);

    private static bool BoundsMet(ConfusionCounts c, ThresholdOptions options, bool npv) =>
        ProportionIntervals.WilsonLowerBound(c.TruePositives, c.Positives) >= options.MinSensitivityBound
        && (!npv || ProportionIntervals.WilsonLowerBound(c.TrueNegatives, c.TrueNegatives + c.FalseNegatives) >= options.MinNpv);

    private static bool AtLeast(double value, double minimum) => value >= minimum - 1e-12;
}
