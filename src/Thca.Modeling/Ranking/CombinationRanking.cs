using Thca.Core.Compute;
using Thca.Core.Randomness;
using Thca.Modeling.Metrics;
using Thca.Statistics.Resampling;
using Thca.Statistics.Summaries;

namespace Thca.Modeling.Ranking;

/// <summary>Ranks feature combinations by the anchored screening score of their out-of-fold predictions.</summary>
public static class CombinationRanking
{
    private const double TotalTolerance = 1e-9;

    /// <summary>Ranks; ties go to the higher sensitivity, negative predictive value and AUC, then to fewer features and the earlier combination.</summary>
    /// <param name="candidates">Name, predictions, number of features and of modalities of every combination, on the same patients in the same order.</param>
    /// <param name="replicates">Bootstrap samples for the uncertainty of ranks; 0 for none.</param>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="compute">Threads.</param>
    /// <param name="ct">Stops between samples.</param>
    public static IReadOnlyList<RankedCombination> Rank(
        IReadOnlyList<(string Name, PredictedCohort Predictions, int Features, int Modalities)> candidates, int replicates = 0, RandomSeed? seed = null,
        ComputeOptions? compute = null, CancellationToken ct = default)
    {
        Candidate[] scored = [.. candidates.Select((c, i) => Candidate.Of(i, c.Name, c.Predictions, c.Features))];
        int[] order = Order(scored);
        int[][] positions = replicates > 0 && scored.Length > 1 ? Bootstrap(candidates, scored, replicates, seed ?? RandomSeed.Default, compute, ct, out double[][] totals) : NoBootstrap(out totals);
        double error = totals.Length == 0 ? double.NaN : Moments.StandardDeviation([.. totals.Select(t => t[order[0]])]);
        return [.. order.Select((candidate, rank) =>
        {
            Candidate c = scored[candidate];
            double[] ranks = [.. positions.Select(p => p[candidate] + 1.0)];
            bool near = rank > 0 && c.Total >= scored[order[0]].Total - error && candidates[candidate].Modalities < candidates[order[0]].Modalities;
            return ranks.Length == 0
                ? new RankedCombination(rank + 1, c.Name, c.Total, c.Components, c.Metrics, c.Features)
                : new RankedCombination(rank + 1, c.Name, c.Total, c.Components, c.Metrics, c.Features, ranks.Count(r => r == 1) / (double)ranks.Length, Quantiles.Of(ranks, 0.025), Quantiles.Of(ranks, 0.975), near);
        })];
    }

    private static int[][] NoBootstrap(out double[][] totals)
    {
        totals = [];
        return [];
    }

    /// <summary>Position of every candidate in every bootstrap sample of patients.</summary>
    private static int[][] Bootstrap(
        IReadOnlyList<(string Name, PredictedCohort Predictions, int Features, int Modalities)> candidates, Candidate[] scored, int replicates, RandomSeed seed,
        ComputeOptions? compute, CancellationToken ct, out double[][] totals)
    {
        (int[] Positions, double[] Totals)[] samples = OrderedParallel.Map(
            replicates,
            b =>
            {
                int[] rows = StratifiedBootstrap.Draw(candidates[0].Predictions.Outcome, seed.Stream("bootstrap", "ranking", b));
                Candidate[] sample = [.. scored.Select((c, i) => Candidate.Of(i, c.Name, candidates[i].Predictions.SelectRows(rows), c.Features))];
                int[] order = Order(sample), positions = new int[order.Length];
                for (int r = 0; r < order.Length; r++) positions[order[r]] = r;
                return (positions, sample.Select(s => s.Total).ToArray());
            },
            compute,
            ct);
        totals = [.. samples.Select(s => s.Totals)];
        return [.. samples.Select(s => s.Positions)];
    }

    private static int[] Order(Candidate[] candidates)
    {
        Candidate[] sorted = [.. candidates];
        Array.Sort(sorted, (a, b) => Math.Abs(a.Total - b.Total) > TotalTolerance ? b.Total.CompareTo(a.Total) : Compare(b, a));
        return [.. sorted.Select(c => c.Index)];
    }

    private static int Compare(Candidate a, Candidate b)
    {
        foreach (string key in (string[])["sensitivity", "npv", "auc_roc"])
        {
            int order = a.Metrics[key].CompareTo(b.Metrics[key]);
            if (order != 0) return order;
        }

        return a.Features != b.Features ? b.Features.CompareTo(a.Features) : b.Index.CompareTo(a.Index);
    }

    private sealed record Candidate(int Index, string Name, double Total, IReadOnlyDictionary<string, double> Components, IReadOnlyDictionary<string, double> Metrics, int Features)
    {
        public static Candidate Of(int index, string name, PredictedCohort predictions, int features)
        {
            double[] values = predictions.Metrics(smooth: false);
            Dictionary<string, double> metrics = MetricCatalog.Keys.Take(values.Length).Select((key, i) => (key, i)).ToDictionary(x => x.key, x => values[x.i], StringComparer.Ordinal);
            IReadOnlyDictionary<string, double> components = ScreeningScore.Anchored(metrics);
            return new Candidate(index, name, ScreeningScore.Total(components, ScoreWeights.Sound), components, metrics, features);
        }
    }
}
