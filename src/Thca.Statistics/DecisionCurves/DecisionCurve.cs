using Thca.Core.Compute;
using Thca.Core.Randomness;
using Thca.Statistics.Resampling;
using Thca.Statistics.Summaries;

namespace Thca.Statistics.DecisionCurves;

/// <summary>Decision-curve analysis (Vickers and Elkin, 2006): net benefit of acting on a model over a range of threshold probabilities.</summary>
public static class DecisionCurve
{
    /// <summary>Thresholds 0.01, 0.02, …, 0.99.</summary>
    public static IReadOnlyList<double> DefaultGrid { get; } = [.. Enumerable.Range(1, 99).Select(i => i / 100.0)];

    /// <summary>Net benefit of the rule "act when p is at least t"; NaN at t = 1.</summary>
    public static double NetBenefit(ReadOnlySpan<bool> outcome, ReadOnlySpan<double> probabilities, double threshold)
    {
        int tp = 0, fp = 0;
        for (int i = 0; i < outcome.Length; i++)
        {
            if (!(probabilities[i] >= threshold)) continue;
            if (outcome[i]) tp++;
            else fp++;
        }

        return threshold < 1 ? (tp - fp * threshold / (1 - threshold)) / outcome.Length : double.NaN;
    }

    /// <summary>Net benefit of acting on everybody.</summary>
    public static double TreatAll(double prevalence, double threshold) => threshold < 1 ? prevalence - (1 - prevalence) * threshold / (1 - threshold) : double.NaN;

    /// <summary>The curve with 95 % percentile bands from class-stratified bootstrap samples.</summary>
    /// <param name="outcome">Whether each patient had the event.</param>
    /// <param name="probabilities">Predicted probabilities.</param>
    /// <param name="grid">Thresholds below 1; null for <see cref="DefaultGrid"/>.</param>
    /// <param name="replicates">Bootstrap samples; 0 for none.</param>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="name">Names the sub-streams.</param>
    /// <param name="compute">Threads.</param>
    /// <param name="ct">Stops between samples.</param>
    public static IReadOnlyList<DecisionCurvePoint> Compute(
        bool[] outcome, double[] probabilities, IReadOnlyList<double>? grid = null, int replicates = 0, RandomSeed? seed = null, string name = "",
        ComputeOptions? compute = null, CancellationToken ct = default) => ComputeMean(outcome, [probabilities], grid, replicates, seed, name, compute, ct);

    /// <summary>
    /// The mean of the curves of several repeats of a cross-validation. Within a repeat the net benefits of the test folds, weighted by their patients,
    /// add up to that of all of its predictions, so this is also the mean over test folds; a bootstrap sample draws a patient with all of its repeats.
    /// </summary>
    /// <param name="outcome">Whether each patient had the event.</param>
    /// <param name="probabilities">Predicted probabilities, one list per repeat.</param>
    /// <param name="grid">Thresholds below 1; null for <see cref="DefaultGrid"/>.</param>
    /// <param name="replicates">Bootstrap samples; 0 for none.</param>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="name">Names the sub-streams.</param>
    /// <param name="compute">Threads.</param>
    /// <param name="ct">Stops between samples.</param>
    public static IReadOnlyList<DecisionCurvePoint> ComputeMean(
        bool[] outcome, IReadOnlyList<double[]> probabilities, IReadOnlyList<double>? grid = null, int replicates = 0, RandomSeed? seed = null, string name = "",
        ComputeOptions? compute = null, CancellationToken ct = default)
    {
        double[] thresholds = [.. grid ?? DefaultGrid];
        double prevalence = (double)outcome.Count(y => y) / outcome.Length;
        double[] all = [.. thresholds.Select(t => TreatAll(prevalence, t))], model = MeanCurve(outcome, probabilities, thresholds);
        double[][] samples = OrderedParallel.Map(
            replicates,
            b =>
            {
                int[] rows = StratifiedBootstrap.Draw(outcome, (seed ?? RandomSeed.Default).Stream("bootstrap/decision-curve", name, b));
                return MeanCurve(Array.ConvertAll(rows, r => outcome[r]), [.. probabilities.Select(p => Array.ConvertAll(rows, r => p[r]))], thresholds);
            },
            compute,
            ct);
        return [.. thresholds.Select((t, i) => Point(t, model[i], all[i], prevalence, [.. samples.Select(s => s[i])]))];
    }

    /// <summary>Maximal runs of thresholds at which the model is better than both simple strategies with 95 % confidence.</summary>
    public static IReadOnlyList<(double From, double To)> UsefulRanges(IReadOnlyList<DecisionCurvePoint> curve)
    {
        List<(double From, double To)> ranges = [];
        bool open = false;
        foreach (DecisionCurvePoint point in curve)
        {
            bool useful = point.AdvantageLower > 0;
            if (useful && open) ranges[^1] = (ranges[^1].From, point.Threshold);
            else if (useful) ranges.Add((point.Threshold, point.Threshold));
            open = useful;
        }

        return ranges;
    }

    private static DecisionCurvePoint Point(double t, double model, double all, double prevalence, double[] samples)
    {
        double lower = double.NaN, upper = double.NaN;
        if (samples.Length > 0)
        {
            double[] limits = Quantiles.Of(samples, [0.025, 0.975]);
            (lower, upper) = (limits[0], limits[1]);
        }

        // Stratified samples keep the prevalence, so the simple strategies are constants.
        return new DecisionCurvePoint(t, model, lower, upper, all, lower - Math.Max(0, all), model / prevalence, 100 * (model - all) / (t / (1 - t)));
    }

    private static double[] MeanCurve(bool[] outcome, IReadOnlyList<double[]> probabilities, double[] thresholds)
    {
        double[] sum = Curve(outcome, probabilities[0], thresholds);
        for (int r = 1; r < probabilities.Count; r++)
        {
            double[] next = Curve(outcome, probabilities[r], thresholds);
            for (int i = 0; i < sum.Length; i++) sum[i] += next[i];
        }

        for (int i = 0; i < sum.Length; i++) sum[i] /= probabilities.Count;
        return sum;
    }

    private static double[] Curve(bool[] outcome, double[] probabilities, double[] thresholds)
    {
        double[] sorted = [.. probabilities];
        bool[] labels = [.. outcome];
        Array.Sort(sorted, labels);
        int[] order = [.. Enumerable.Range(0, thresholds.Length)];
        Array.Sort([.. thresholds], order);
        int tp = labels.Count(y => y), fp = labels.Length - tp, next = 0;
        var curve = new double[thresholds.Length];
        foreach (int i in order)
        {
            for (; next < sorted.Length && sorted[next] < thresholds[i]; next++)
            {
                if (labels[next]) tp--;
                else fp--;
            }

            curve[i] = thresholds[i] < 1 ? (tp - fp * thresholds[i] / (1 - thresholds[i])) / outcome.Length : double.NaN;
        }

        return curve;
    }
}
