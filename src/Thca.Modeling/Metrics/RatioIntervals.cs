namespace Thca.Modeling.Metrics;

/// <summary>95 % intervals of likelihood and odds ratios by the log method; half a patient is added to every cell when one is empty.</summary>
internal static class RatioIntervals
{
    private const double Z = 1.959963984540054;

    public static MetricEstimate Log(string key, double value, ConfusionCounts c)
    {
        bool empty = c.TruePositives == 0 || c.FalseNegatives == 0 || c.TrueNegatives == 0 || c.FalsePositives == 0;
        double add = empty ? 0.5 : 0, tp = c.TruePositives + add, fn = c.FalseNegatives + add, tn = c.TrueNegatives + add, fp = c.FalsePositives + add;
        double p = tp + fn, n = tn + fp;
        (double centre, double variance) = key switch
        {
            "lr_positive" => (tp / p / (fp / n), 1 / tp - 1 / p + 1 / fp - 1 / n),
            "lr_negative" => (fn / p / (tn / n), 1 / fn - 1 / p + 1 / tn - 1 / n),
            _ => (tp * tn / (fp * fn), 1 / tp + 1 / fp + 1 / tn + 1 / fn),
        };
        double half = Math.Exp(Z * Math.Sqrt(variance));
        return new MetricEstimate(value, centre / half, centre * half, "log");
    }
}
