using Thca.Core.Randomness;
using Thca.Modeling.Metrics;
using Thca.Statistics.Calibration;
using Thca.Testing;

namespace Thca.Modeling.Tests.Metrics;

public sealed class CalibrationIntervalsTests
{
    private static readonly MetricOptions Options = new() { Replicates = 0, SmoothReplicates = 0 };

    private static IReadOnlyDictionary<string, MetricEstimate> Estimate(bool[] y, params double[][] repeats) => MetricSuite.Estimate(
        new PredictedCohort
        {
            Patients = [.. y.Select((_, i) => $"P{i}")], Outcome = y, Probabilities = repeats, Positive = [.. repeats.Select(p => Array.ConvertAll(p, v => v >= 0.5))], Thresholds = [.. repeats.Select(_ => 0.5)],
        },
        Options);

    [Fact]
    public void By_hand()
    {
        bool[] y = [true, true, true, false, false, false, false, false, false, false];
        double[] p = [.. Enumerable.Repeat(0.3, 10)];
        IReadOnlyDictionary<string, MetricEstimate> once = Estimate(y, p), twice = Estimate(y, p, p);
        double half = 1.959963984540054 / Math.Sqrt(10 * 0.21), factor = Math.Exp(1.959963984540054 * Math.Sqrt(0.7 / 3));
        Close.To(0, once["calibration_intercept"].Value, 0, 1e-9);
        Close.To(-half, once["calibration_intercept"].Lower, 1e-9);
        Close.To(half, twice["calibration_intercept"].Upper, 1e-9);
        Close.To(1 / factor, once["oe_ratio"].Lower, 1e-12);
        Close.To(factor, twice["oe_ratio"].Upper, 1e-12);
        Assert.Equal(("wald", "log"), (once["calibration_intercept"].Method, once["oe_ratio"].Method));
    }

    [Fact]
    public void Without_events_there_is_no_interval()
    {
        IReadOnlyDictionary<string, MetricEstimate> none = Estimate(new bool[6], [0.1, 0.2, 0.3, 0.4, 0.1, 0.2]);
        Assert.True(double.IsNaN(none["calibration_intercept"].Value) && double.IsNaN(none["calibration_intercept"].Lower));
        Assert.Equal(0, none["oe_ratio"].Value);
        Assert.True(double.IsNaN(none["oe_ratio"].Upper));
    }

    /// <summary>Perfectly calibrated risks: both intervals must hold the truth in about 95 of 100 cohorts whose number of events varies as it does among patients.</summary>
    [Fact]
    public void Intervals_cover_the_truth()
    {
        const int cohorts = 1000, n = 250;
        int intercept = 0, ratio = 0;
        for (int c = 0; c < cohorts; c++)
        {
            RandomStream random = new RandomSeed(11).Stream("coverage", "cohort", c);
            double[] p = new double[n];
            bool[] y = new bool[n];
            for (int i = 0; i < n; i++)
            {
                p[i] = 1 / (1 + Math.Exp(2 - random.NextNormal()));
                y[i] = random.NextDouble() < p[i];
            }

            IEnumerable<double[]> repeats = [p];
            MetricEstimate a = CalibrationIntervals.Of("calibration_intercept", LogisticLine.InTheLarge(CalibrationMeasures.LogOdds(p), y), y, repeats)!.Value;
            MetricEstimate b = CalibrationIntervals.Of("oe_ratio", CalibrationMeasures.ObservedToExpected(y, p), y, repeats)!.Value;
            if (a.Lower <= 0 && a.Upper >= 0) intercept++;
            if (b.Lower <= 1 && b.Upper >= 1) ratio++;
        }

        Assert.InRange(intercept, 930, 970);
        Assert.InRange(ratio, 930, 985);
    }
}
