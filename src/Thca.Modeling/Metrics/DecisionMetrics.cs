using Thca.Modeling.Thresholds;

namespace Thca.Modeling.Metrics;

/// <summary>Metrics of the four cells of a decision.</summary>
internal static class DecisionMetrics
{
    /// <summary>The first <see cref="MetricCatalog.DecisionCount"/> metrics, in catalogue order.</summary>
    public static double[] Compute(ConfusionCounts c, UndefinedValues undefined)
    {
        double tp = c.TruePositives, fn = c.FalseNegatives, tn = c.TrueNegatives, fp = c.FalsePositives, p = c.Positives, n = c.Negatives, all = c.Count;
        double se = c.Sensitivity, sp = c.Specificity, ppv = c.PositivePredictiveValue, npv = c.NegativePredictiveValue;
        double mcc = c.Mcc, f1 = c.FBeta(1), f2 = c.FBeta(2), f3 = c.FBeta(3), fnr = ConfusionCounts.Ratio(fn, p), gMean = Math.Sqrt(se * sp);
        double lrPositive = ConfusionCounts.Ratio(se, 1 - sp), lrNegative = ConfusionCounts.Ratio(1 - se, sp), dor = ConfusionCounts.Ratio(tp * tn, fp * fn);
        if (undefined == UndefinedValues.Published)
        {
            (se, sp, ppv, npv, mcc, f1, f2, f3, fnr, gMean) = (Or(se, 0), Or(sp, 0), Or(ppv, 0), Or(npv, 0), Or(mcc, 0), Or(f1, 0), Or(f2, 0), Or(f3, 0), Or(fnr, 0), Or(gMean, 0));
            lrPositive = fp == 0 ? double.PositiveInfinity : lrPositive;
            lrNegative = tn == 0 ? 0 : lrNegative;
            dor = fp * fn == 0 ? double.PositiveInfinity : dor;
        }

        double observed = (tp + tn) / all, expected = ((tp + fp) * p + (tn + fn) * n) / (all * all);
        return
        [
            se, sp, ppv, npv, observed, Balanced(c, se, sp, undefined), f1, f2, f3, gMean, mcc, ConfusionCounts.Ratio(observed - expected, 1 - expected),
            se + sp - 1, ppv + npv - 1, tp / all, fnr, ConfusionCounts.Ratio(fp, n), ConfusionCounts.Ratio(fp, tp + fp), ConfusionCounts.Ratio(fn, tn + fn),
            lrPositive, lrNegative, dor, (tp + 0.5) * (tn + 0.5) / ((fp + 0.5) * (fn + 0.5)), p / all, (tp + fp) / all, ConfusionCounts.Ratio(tp, tp + fn + fp),
            Math.Sqrt(ppv * se), ConfusionCounts.Ratio(1, ppv), ConfusionCounts.Ratio(all, fp + fn), ThresholdSelector.ScreeningScore(se, npv, sp),
        ];
    }

    private static double Balanced(ConfusionCounts c, double se, double sp, UndefinedValues undefined)
    {
        if (undefined == UndefinedValues.Undefined || (c.Positives > 0 && c.Negatives > 0)) return (se + sp) / 2;
        return c.Positives > 0 ? se : sp;
    }

    private static double Or(double value, double substitute) => double.IsNaN(value) ? substitute : value;
}
