using Thca.Statistics.Calibration;

namespace Thca.Modeling.Metrics;

/// <summary>
/// 95 % intervals of calibration in the large and of observed to expected events. Resampling within classes cannot give them: it holds the number of events
/// fixed, which is what they measure.
/// </summary>
internal static class CalibrationIntervals
{
    private const double Z = 1.959963984540054;

    /// <summary>The interval of one of the two metrics; null for every other metric and where there is no event.</summary>
    /// <param name="key">Key of the metric.</param>
    /// <param name="value">Its value, finite; the mean over repeats.</param>
    /// <param name="outcome">Outcomes.</param>
    /// <param name="repeats">Probabilities, one list per repeat.</param>
    public static MetricEstimate? Of(string key, double value, bool[] outcome, IEnumerable<double[]> repeats) => key switch
    {
        "calibration_intercept" => Intercept(value, outcome, repeats),
        "oe_ratio" when value > 0 => ObservedToExpected(value, outcome),
        _ => null,
    };

    /// <summary>Wald interval of the intercept with the log-odds as offset: its standard error is 1/√Σ q(1 - q) at the fitted probabilities q; mean over repeats.</summary>
    private static MetricEstimate Intercept(double value, bool[] outcome, IEnumerable<double[]> repeats)
    {
        double error = repeats.Average(p =>
        {
            double[] s = CalibrationMeasures.LogOdds(p);
            var line = new LogisticLine(1, LogisticLine.InTheLarge(s, outcome), true);
            return 1 / Math.Sqrt(s.Sum(x => line.Predict(x) * (1 - line.Predict(x))));
        });
        return new MetricEstimate(value, value - Z * error, value + Z * error, "wald");
    }

    /// <summary>Log method: the variance of the logarithm of O/E is (1 - O/n)/O (Debray et al., 2017).</summary>
    private static MetricEstimate ObservedToExpected(double value, bool[] outcome)
    {
        double events = outcome.Count(y => y), factor = Math.Exp(Z * Math.Sqrt((1 - events / outcome.Length) / events));
        return new MetricEstimate(value, value / factor, value * factor, "log");
    }
}
