using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Core.Randomness;
using Thca.Statistics.Summaries;

namespace Thca.Statistics.Bootstrap;

/// <summary>
/// Bootstrap of the area under the ROC curve, stratified by outcome. Scores are ranked once; a replicate only counts how often each rank was
/// drawn in either class, so it costs one pass.
/// </summary>
public static class AucBootstrap
{
    /// <summary>The BCa interval of the area.</summary>
    /// <param name="outcome">Class of every row.</param>
    /// <param name="scores">Score of every row, no NaN.</param>
    /// <param name="replicates">Bootstrap samples; default 2000.</param>
    /// <param name="seed">Seed; default 42. Replicate b draws from its own sub-stream.</param>
    /// <param name="level">Confidence level; default 0.95.</param>
    /// <param name="compute">Threads; never changes a result.</param>
    /// <param name="ct">Stops between samples.</param>
    /// <exception cref="ThcaException">Only one class occurs, or a score is NaN.</exception>
    public static BcaInterval Interval(
        ReadOnlySpan<bool> outcome, ReadOnlySpan<double> scores, int replicates = 2000, RandomSeed? seed = null, double level = 0.95, ComputeOptions? compute = null, CancellationToken ct = default)
    {
        var sample = Sample.Of(outcome, scores);
        RandomSeed used = seed ?? RandomSeed.Default;
        double[] areas = sample.Resampled(replicates, used, compute, ct);
        return BcaInterval.Of(sample.Area, areas, sample.Influence(), level);
    }

    /// <summary>The area on every bootstrap sample, in order.</summary>
    /// <inheritdoc cref="Interval" path="/param"/>
    /// <inheritdoc cref="Interval" path="/exception"/>
    public static double[] Replicates(
        ReadOnlySpan<bool> outcome, ReadOnlySpan<double> scores, int replicates = 2000, RandomSeed? seed = null, ComputeOptions? compute = null, CancellationToken ct = default) =>
        Sample.Of(outcome, scores).Resampled(replicates, seed ?? RandomSeed.Default, compute, ct);

    private sealed record Sample(int[] Positives, int[] Negatives, int Levels)
    {
        private double[]? _influence;

        public double Area { get; private init; }

        public static Sample Of(ReadOnlySpan<bool> outcome, ReadOnlySpan<double> scores)
        {
            if (outcome.Length != scores.Length) throw new ArgumentException($"{outcome.Length} outcomes but {scores.Length} scores.", nameof(scores));
            double[] distinct = [.. scores.ToArray().Distinct().Order()];
            if (distinct.Length > 0 && double.IsNaN(distinct[0])) throw new ThcaException(ProblemCodes.Undefined, "A score is NaN.", "Leave out rows without a prediction.");
            List<int> positives = [], negatives = [];
            for (int i = 0; i < scores.Length; i++) (outcome[i] ? positives : negatives).Add(Array.BinarySearch(distinct, scores[i]));
            if (positives.Count == 0 || negatives.Count == 0) throw new ThcaException(ProblemCodes.Undefined, $"{positives.Count} of {scores.Length} rows are positive.", "Both classes must occur.");
            var sample = new Sample([.. positives], [.. negatives], distinct.Length);
            double[] v10 = Placements(sample.Positives, sample.Negatives, sample.Levels), v01 = [.. Placements(sample.Negatives, sample.Positives, sample.Levels).Select(v => 1 - v)];
            double area = Moments.Mean(v10);
            return sample with { Area = area, _influence = [.. v10.Select(v => (v - area) / v10.Length), .. v01.Select(v => (v - area) / v01.Length)] };
        }

        public double[] Influence() => _influence!;

        public double[] Resampled(int replicates, RandomSeed seed, ComputeOptions? compute, CancellationToken ct) =>
            OrderedParallel.Map(replicates, b => Resampled(seed.Stream("bootstrap", "auc", b)), compute, ct);

        private double Resampled(RandomStream stream)
        {
            Span<int> counts = Levels <= 2048 ? stackalloc int[2 * Levels] : new int[2 * Levels];
            Span<int> positive = counts[..Levels], negative = counts[Levels..];
            for (int i = 0; i < Positives.Length; i++) positive[Positives[stream.NextInt(Positives.Length)]]++;
            for (int i = 0; i < Negatives.Length; i++) negative[Negatives[stream.NextInt(Negatives.Length)]]++;
            long twice = 0, below = 0;
            for (int level = 0; level < Levels; level++)
            {
                twice += positive[level] * (2 * below + negative[level]);
                below += negative[level];
            }

            return twice / (2.0 * Positives.Length * Negatives.Length);
        }

        /// <summary>For each member of one class the share of the other class below it, ties counting one half.</summary>
        private static double[] Placements(int[] own, int[] others, int levels)
        {
            var count = new int[levels];
            foreach (int l in others) count[l]++;
            var below = new double[levels];
            double sum = 0;
            for (int l = 0; l < levels; l++)
            {
                below[l] = (sum + 0.5 * count[l]) / others.Length;
                sum += count[l];
            }

            return Array.ConvertAll(own, l => below[l]);
        }
    }
}
