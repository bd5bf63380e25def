using Thca.Statistics.Calibration;
using Thca.Statistics.DecisionCurves;
using Thca.Statistics.Roc;

namespace Thca.Modeling.Metrics;

/// <summary>All metrics of <see cref="MetricCatalog"/> for one set of predictions.</summary>
public static class BinaryMetrics
{
    private const double LogLimit = 1e-15;

    /// <summary>Computes every metric; undefined ones are NaN (or the published substitutes).</summary>
    /// <param name="outcome">Whether each patient had the event.</param>
    /// <param name="probabilities">Calibrated probabilities.</param>
    /// <param name="positive">The decision for each patient.</param>
    /// <param name="threshold">Threshold probability at which net benefit is read.</param>
    /// <param name="undefined">What stands for an undefined metric.</param>
    public static IReadOnlyDictionary<string, double> Compute(
        bool[] outcome, double[] probabilities, bool[] positive, double threshold, UndefinedValues undefined = UndefinedValues.Undefined)
    {
        double[] values = Values(outcome, probabilities, positive, threshold, undefined, smooth: true);
        return MetricCatalog.Keys.Select((key, i) => (key, i)).ToDictionary(x => x.key, x => values[x.i], StringComparer.Ordinal);
    }

    /// <summary>The same with the rule "positive when the probability is at least the threshold".</summary>
    /// <inheritdoc cref="Compute(bool[], double[], bool[], double, UndefinedValues)"/>
    public static IReadOnlyDictionary<string, double> Compute(bool[] outcome, double[] probabilities, double threshold, UndefinedValues undefined = UndefinedValues.Undefined) =>
        Compute(outcome, probabilities, Array.ConvertAll(probabilities, p => p >= threshold), threshold, undefined);

    /// <summary>Values in catalogue order; without <paramref name="smooth"/> the last three are left out.</summary>
    internal static double[] Values(bool[] outcome, double[] p, bool[] positive, double threshold, UndefinedValues undefined, bool smooth)
    {
        var values = new double[smooth ? MetricCatalog.Keys.Count : MetricCatalog.FastCount];
        DecisionMetrics.Compute(Count(outcome, positive), undefined).CopyTo(values, 0);
        Discrimination(outcome, p, values.AsSpan(MetricCatalog.DecisionCount, 6));
        Overall(outcome, p, values.AsSpan(MetricCatalog.DecisionCount + 6, 5));
        Calibration(outcome, p, values.AsSpan(MetricCatalog.DecisionCount + 11, 6));
        double prevalence = (double)outcome.Count(y => y) / outcome.Length;
        double benefit = NetBenefit(outcome, positive, threshold);
        values[47] = benefit;
        values[48] = ConfusionCounts.Ratio(benefit, prevalence);
        values[49] = 100 * (benefit - DecisionCurve.TreatAll(prevalence, threshold)) / (threshold / (1 - threshold));
        if (smooth) (values[50], values[51], values[52]) = CalibrationMeasures.SmoothErrors(outcome, p);
        return values;
    }

    internal static ConfusionCounts Count(bool[] outcome, bool[] positive)
    {
        int tp = 0, fn = 0, tn = 0, fp = 0;
        for (int i = 0; i < outcome.Length; i++)
        {
            if (outcome[i] && positive[i]) tp++;
            else if (outcome[i]) fn++;
            else if (positive[i]) fp++;
            else tn++;
        }

        return new ConfusionCounts(tp, fn, tn, fp);
    }

    private static double NetBenefit(bool[] outcome, bool[] positive, double threshold)
    {
        ConfusionCounts c = Count(outcome, positive);
        return threshold < 1 ? (c.TruePositives - c.FalsePositives * threshold / (1 - threshold)) / outcome.Length : double.NaN;
    }

    private static void Discrimination(bool[] outcome, double[] p, Span<double> into)
    {
        int events = outcome.Count(y => y);
        if (events == 0 || events == outcome.Length)
        {
            into.Fill(double.NaN);
            return;
        }

        RocCurve curve = RocCurve.From(outcome, p);
        double precision = PrecisionRecallCurve.AveragePrecision(outcome, p);
        into[0] = curve.Area();
        into[1] = precision;
        into[2] = precision * outcome.Length / events;
        into[3] = curve.StandardisedPartialArea(0.2);
        into[4] = curve.SpecificityAtSensitivity(0.9);
        into[5] = curve.SensitivityAtSpecificity(0.9);
    }

    private static void Overall(bool[] outcome, double[] p, Span<double> into)
    {
        double n = outcome.Length, prevalence = outcome.Count(y => y) / n, brier = 0, likelihood = 0, onEvents = 0, onOthers = 0;
        for (int i = 0; i < outcome.Length; i++)
        {
            double y = outcome[i] ? 1 : 0, q = Math.Clamp(p[i], LogLimit, 1 - LogLimit);
            brier += (p[i] - y) * (p[i] - y) / n;
            likelihood += outcome[i] ? Math.Log(q) : Math.Log(1 - q);
            if (outcome[i]) onEvents += p[i];
            else onOthers += p[i];
        }

        double empty = n * (XLogX(prevalence) + XLogX(1 - prevalence));
        into[0] = brier;
        into[1] = 1 - ConfusionCounts.Ratio(brier, prevalence * (1 - prevalence));
        into[2] = -likelihood / n;
        into[3] = ConfusionCounts.Ratio(1 - Math.Exp(2 * (empty - likelihood) / n), 1 - Math.Exp(2 * empty / n));
        into[4] = ConfusionCounts.Ratio(onEvents, prevalence * n) - ConfusionCounts.Ratio(onOthers, (1 - prevalence) * n);
    }

    private static void Calibration(bool[] outcome, double[] p, Span<double> into)
    {
        double[] logOdds = CalibrationMeasures.LogOdds(p);
        LogisticLine line = LogisticLine.Regress(logOdds, outcome);
        into[0] = LogisticLine.InTheLarge(logOdds, outcome);
        into[1] = line.Converged ? line.Slope : double.NaN;
        into[2] = CalibrationMeasures.ObservedToExpected(outcome, p);
        (into[3], into[4]) = CalibrationMeasures.BinnedErrors(outcome, p);
        into[5] = CalibrationMeasures.SpiegelhalterZ(outcome, p);
    }

    private static double XLogX(double x) => x > 0 ? x * Math.Log(x) : 0;
}
