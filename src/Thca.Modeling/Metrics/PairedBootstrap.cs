using Thca.Core.Compute;
using Thca.Core.Randomness;
using Thca.Statistics.Resampling;
using Thca.Statistics.Roc;

namespace Thca.Modeling.Metrics;

/// <summary>
/// Average precision, Brier score, predictive values and the mean net benefit over thresholds from 5 to 30 % of several models on the same
/// class-stratified bootstrap samples of patients, so that differences between models are paired. A patient is drawn with all of its repeats.
/// </summary>
public sealed class PairedBootstrap
{
    private readonly double[][] _estimates;
    private readonly double[][][] _samples;

    private PairedBootstrap(double[][] estimates, double[][][] samples) => (_estimates, _samples) = (estimates, samples);

    /// <summary>The metrics, by their keys.</summary>
    public static IReadOnlyList<string> Metrics { get; } = ["auc_pr", "brier_score", "ppv", "npv", "net_benefit_05_30"];

    /// <summary>Draws the samples.</summary>
    /// <param name="models">Predictions of the same patients in the same order.</param>
    /// <param name="replicates">Number of samples; 0 leaves differences without interval.</param>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="name">Names the sub-streams.</param>
    /// <param name="compute">Threads.</param>
    /// <param name="ct">Stops between samples.</param>
    public static PairedBootstrap Draw(IReadOnlyList<PredictedCohort> models, int replicates, RandomSeed seed, string name, ComputeOptions? compute = null, CancellationToken ct = default)
    {
        int[] everybody = [.. Enumerable.Range(0, models[0].Outcome.Length)];
        double[][][] samples = OrderedParallel.Map(
            replicates,
            b =>
            {
                int[] rows = StratifiedBootstrap.Draw(models[0].Outcome, seed.Stream("bootstrap/paired", name, b));
                return models.Select(m => Values(m, rows)).ToArray();
            },
            compute,
            ct);
        return new PairedBootstrap([.. models.Select(m => Values(m, everybody))], samples);
    }

    /// <summary>
    /// Difference of two models with its percentile interval; the p-value is twice the smaller share of samples on one side of 0, ties counted on both
    /// sides and one sample added.
    /// </summary>
    /// <param name="first">Position of the first model.</param>
    /// <param name="second">Position of the second model.</param>
    /// <param name="metric">One of <see cref="Metrics"/>.</param>
    public PairedDifference Compare(int first, int second, string metric)
    {
        int m = Metrics.ToList().IndexOf(metric);
        double difference = _estimates[first][m] - _estimates[second][m];
        double[] samples = [.. _samples.Select(s => s[first][m] - s[second][m]).Where(d => !double.IsNaN(d))];
        if (double.IsNaN(difference) || samples.Length == 0 || 2 * samples.Length < _samples.Length) return new PairedDifference(difference, double.NaN, double.NaN, double.NaN);
        (double lower, double upper) = BootstrapInterval.Percentile(samples);
        double below = (1.0 + samples.Count(d => d <= 0)) / (samples.Length + 1), above = (1.0 + samples.Count(d => d >= 0)) / (samples.Length + 1);
        return new PairedDifference(difference, lower, upper, Math.Min(1, 2 * Math.Min(below, above)));
    }

    private static double[] Values(PredictedCohort model, int[] rows)
    {
        var sum = new double[5];
        bool[] outcome = Array.ConvertAll(rows, r => model.Outcome[r]);
        for (int repeat = 0; repeat < model.Repeats; repeat++)
        {
            double[] p = Array.ConvertAll(rows, r => model.Probabilities[repeat][r]);
            ConfusionCounts counts = BinaryMetrics.Count(outcome, Array.ConvertAll(rows, r => model.Positive[repeat][r]));
            double brier = 0;
            for (int i = 0; i < p.Length; i++) brier += (p[i] - (outcome[i] ? 1 : 0)) * (p[i] - (outcome[i] ? 1 : 0));
            sum[0] += PrecisionRecallCurve.AveragePrecision(outcome, p) / model.Repeats;
            sum[1] += brier / p.Length / model.Repeats;
            sum[2] += counts.PositivePredictiveValue / model.Repeats;
            sum[3] += counts.NegativePredictiveValue / model.Repeats;
            sum[4] += ScreeningBenefit.Mean(outcome, p) / model.Repeats;
        }

        return sum;
    }
}
