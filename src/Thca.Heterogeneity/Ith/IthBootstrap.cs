using Thca.Core.Compute;
using Thca.Core.Randomness;
using Thca.Statistics.Legacy;
using Thca.Statistics.Summaries;

namespace Thca.Heterogeneity.Ith;

/// <summary>
/// Resamples the sub-regions. Reference: the score of the map in which only drawn sub-regions have a habitat; its holes raise the score.
/// Sound: a model is fitted to the drawn rows and all sub-regions are assigned by it, so that every replicate scores a complete map.
/// </summary>
internal sealed class IthBootstrap(IthScorer scorer, HabitatFeatures features, int clusters, IthOptions options)
{
    private readonly IthOptions _fit = options with { Restarts = options.EffectiveBootstrapRestarts };

    private int RowCount => features.Rows.Length / features.Columns;

    public IthInterval Run(int replicates, string patient, Mt19937? draws, ComputeOptions? compute, IProgress<WorkProgress>? progress, CancellationToken ct)
    {
        int[][]? legacy = options.IsReference ? LegacyDraws(replicates, draws) : null;
        int finished = 0;
        (double Score, int Clusters)[] results = OrderedParallel.Map(
            replicates,
            b =>
            {
                (double, int) result = legacy is not null ? Holes(legacy[b]) : Complete(options.Seed.Stream("ith-boot", patient, b));
                progress?.Report(new WorkProgress("ITHscore interval", Interlocked.Increment(ref finished), replicates));
                return result;
            },
            compute,
            ct);
        double[] scores = Array.ConvertAll(results, r => r.Score);
        double[] limits = Quantiles.Of(scores, [0.025, 0.975]);
        double mean = scores.Average(), deviation = Math.Sqrt(scores.Average(s => (s - mean) * (s - mean)));
        int mode = results.GroupBy(r => r.Clusters).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).First().Key;
        return new IthInterval(limits[0], limits[1], deviation, mode, results.Count(r => r.Clusters == clusters) / (double)replicates);
    }

    private int[][] LegacyDraws(int replicates, Mt19937? draws)
    {
        draws ??= new Mt19937(unchecked((uint)options.Seed.Value));
        var rows = new int[replicates][];
        for (int b = 0; b < replicates; b++) rows[b] = draws.Choice(RowCount, RowCount);
        return rows;
    }

    private (double Score, int Clusters) Holes(int[] drawn)
    {
        HabitatModel model = HabitatModel.Fit(Rows(drawn), features.Columns, _fit, null);
        var habitats = new int[RowCount];
        Array.Fill(habitats, -1);
        for (int i = 0; i < drawn.Length; i++) habitats[drawn[i]] = model.Labels[i];
        return (scorer.Score(habitats), model.Clusters);
    }

    private (double Score, int Clusters) Complete(RandomStream stream)
    {
        var drawn = new int[RowCount];
        for (int i = 0; i < drawn.Length; i++) drawn[i] = stream.NextInt(drawn.Length);
        HabitatModel model = HabitatModel.Fit(Rows(drawn), features.Columns, _fit, stream);
        return (scorer.Score(model.Assign(features.Rows)), model.Clusters);
    }

    private double[] Rows(int[] drawn)
    {
        var rows = new double[features.Rows.Length];
        for (int i = 0; i < drawn.Length; i++) features.Rows.AsSpan(drawn[i] * features.Columns, features.Columns).CopyTo(rows.AsSpan(i * features.Columns));
        return rows;
    }
}
