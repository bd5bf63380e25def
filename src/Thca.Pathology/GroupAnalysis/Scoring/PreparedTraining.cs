using Thca.Core.Cohorts;
using Thca.Statistics.Distributions;
using Thca.Statistics.Summaries;

namespace Thca.Pathology.GroupAnalysis.Scoring;

/// <summary>
/// What a training fold gives without looking at the outcome: ranks, means, scales. Kept, so that the full-procedure permutation test repeats
/// only what depends on the labels.
/// </summary>
internal sealed class PreparedTraining
{
    private readonly string[] _names;
    private readonly double[][] _ranks;
    private readonly double[] _tieSums;
    private readonly double[] _mean;
    private readonly double[] _deviation;
    private readonly double[] _median;

    public PreparedTraining(TrainingFold<ScoreData> fold)
    {
        ScoreData data = fold.Data;
        int features = data.Columns.Count;
        _names = [.. data.Names];
        (_ranks, _tieSums, _mean, _deviation, _median) = (new double[features][], new double[features], new double[features], new double[features], new double[features]);
        for (int f = 0; f < features; f++)
        {
            _median[f] = Quantiles.Of(data.Columns[f], 0.5);
            double[] filled = Array.ConvertAll(data.Columns[f], v => double.IsNaN(v) ? _median[f] : v);
            (_mean[f], _deviation[f]) = (Moments.Mean(filled), Moments.StandardDeviation(filled));
            // A feature that does not vary, or has no value at all, can have no weight.
            if (!(_deviation[f] > 1e-12 * Math.Abs(_mean[f]))) continue;
            Ranks ranks = Ranks.Of(filled);
            (_ranks[f], _tieSums[f]) = (ranks.Values.ToArray(), ranks.TieSum);
        }
    }

    public ScoreModel Learn(IReadOnlyList<bool> outcome, GroupAnalysisOptions options)
    {
        (int Feature, double Delta)[] chosen = Select(outcome, options);
        double total = chosen.Sum(c => Math.Abs(c.Delta));
        return new ScoreModel(
            [.. chosen.Select(c => new ScoreTerm(_names[c.Feature], _mean[c.Feature], _deviation[c.Feature], _median[c.Feature], total > 0 ? c.Delta / total : 0))], outcome.Count);
    }

    /// <summary>The score of a patient outside the fold, straight from the features in order.</summary>
    public double ScoreOf(double[] row, IReadOnlyList<bool> outcome, GroupAnalysisOptions options)
    {
        double sum = 0, total = 0;
        foreach ((int f, double delta) in Select(outcome, options))
        {
            sum += delta * ((double.IsNaN(row[f]) ? _median[f] : row[f]) - _mean[f]) / _deviation[f];
            total += Math.Abs(delta);
        }

        return total > 0 ? sum / total : 0;
    }

    /// <summary>Features by falling |z| of the rank sum: all below the entry level, at least the minimum.</summary>
    private (int Feature, double Delta)[] Select(IReadOnlyList<bool> outcome, GroupAnalysisOptions options)
    {
        double n = outcome.Count, n1 = outcome.Count(o => o), n0 = n - n1, mean = n1 * (n + 1) / 2, entry = NormalDistribution.Quantile(1 - options.ScoreEntryP / 2);
        var candidates = new List<(int Feature, double Delta, double Z)>(_ranks.Length);
        for (int f = 0; f < _ranks.Length; f++)
        {
            if (_ranks[f] is not { } ranks) continue;
            double sum = 0;
            for (int i = 0; i < ranks.Length; i++) if (outcome[i]) sum += ranks[i];
            double sd = Math.Sqrt(n1 * n0 / 12 * (n + 1 - _tieSums[f] / (n * (n - 1))));
            candidates.Add((f, 2 * (sum - mean) / (n1 * n0), sd > 0 ? Math.Max(0, Math.Abs(sum - mean) - 0.5) / sd : 0));
        }

        candidates.Sort((a, b) => a.Z != b.Z ? b.Z.CompareTo(a.Z) : a.Feature.CompareTo(b.Feature));
        int count = Math.Min(candidates.Count, Math.Max(options.ScoreMinimumFeatures, candidates.Count(c => c.Z > entry)));
        return [.. candidates.Take(count).Select(c => (c.Feature, c.Delta))];
    }
}
