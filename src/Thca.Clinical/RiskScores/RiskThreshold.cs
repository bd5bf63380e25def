using Thca.Core.Cohorts;
using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Core.Randomness;
using Thca.Statistics.Resampling;
using Thca.Statistics.Roc;
using Thca.Statistics.Summaries;

namespace Thca.Clinical.RiskScores;

/// <summary>A cut of a score into Low and High, learnt once on training and applied unchanged everywhere.</summary>
public sealed record RiskThreshold
{
    /// <summary>Name of the score.</summary>
    public required string Score { get; init; }

    /// <summary>1 when higher scores mean higher risk, -1 when lower ones do.</summary>
    public required int Orientation { get; init; }

    /// <summary>High when orientation times score is at least orientation times this.</summary>
    public required double Threshold { get; init; }

    /// <summary>Youden's J at the threshold.</summary>
    public required double Youden { get; init; }

    /// <summary>Events called High in training.</summary>
    public required Proportion Sensitivity { get; init; }

    /// <summary>Non-events called Low in training.</summary>
    public required Proportion Specificity { get; init; }

    /// <summary>Area under the training curve of the oriented score.</summary>
    public required double Auc { get; init; }

    /// <summary>Median threshold of stratified bootstrap samples; NaN without bootstrap.</summary>
    public required double BootstrapMedian { get; init; }

    /// <summary>2.5th percentile of the bootstrap thresholds.</summary>
    public required double BootstrapLower { get; init; }

    /// <summary>97.5th percentile of the bootstrap thresholds.</summary>
    public required double BootstrapUpper { get; init; }

    /// <summary>Training patients with score and outcome.</summary>
    public required int Count { get; init; }

    /// <summary>Learns the threshold that maximises Youden's J, ties going to the highest threshold.</summary>
    /// <param name="fold">Scores and outcomes (0 or 1) of the training patients; pairs with NaN are left out.</param>
    /// <param name="name">Name of the score.</param>
    /// <param name="direction">How the score relates to risk.</param>
    /// <param name="bootstraps">Bootstrap samples; default 1000, 0 for none.</param>
    /// <param name="seed">Seed; default 42.</param>
    /// <param name="compute">Threads; never changes a result.</param>
    /// <param name="ct">Cancels the work.</param>
    /// <exception cref="ThcaException">One class only, or NO_DISCRIMINATION: no cut has J above 0.</exception>
    public static RiskThreshold Learn(
        TrainingFold<(double[] Scores, double[] Outcome)> fold, string name, ScoreDirection direction, int bootstraps = 1000, RandomSeed? seed = null, ComputeOptions? compute = null, CancellationToken ct = default)
    {
        (double[] scores, double[] y) = Finite.Pairs(fold.Data.Scores, fold.Data.Outcome);
        bool[] outcome = Array.ConvertAll(y, v => v == 1);
        double auc = RocCurve.Auc(outcome, scores);
        int orientation = direction switch { ScoreDirection.Increasing => 1, ScoreDirection.Decreasing => -1, _ => auc >= 0.5 ? 1 : -1 };
        double[] oriented = Array.ConvertAll(scores, s => orientation * s);
        Cut best = Best(oriented, outcome);
        if (best.Gain <= 0)
        {
            throw new ThcaException(
                "NO_DISCRIMINATION", FormattableString.Invariant($"Score {name}: no cut separates the outcomes in the direction {(orientation > 0 ? "increasing" : "decreasing")} (area {(orientation > 0 ? auc : 1 - auc):F3})."),
                "Declare the other direction, or leave the score out.");
        }

        double[] thresholds = bootstraps == 0 ? [] : StratifiedBootstrap.Replicate(
            outcome, bootstraps, rows => Best(Array.ConvertAll(rows, r => oriented[r]), Array.ConvertAll(rows, r => outcome[r])).Threshold, seed ?? RandomSeed.Default, $"threshold {name}", compute, ct);
        double[] quantiles = Quantiles.Of([.. thresholds.Select(t => orientation * t)], [0.025, 0.5, 0.975]);
        int events = outcome.Count(v => v), others = outcome.Length - events;
        return new RiskThreshold
        {
            Score = name, Orientation = orientation, Threshold = orientation * best.Threshold, Youden = (double)best.Gain / ((double)events * others),
            Sensitivity = new Proportion(best.TruePositives, events), Specificity = new Proportion(others - best.FalsePositives, others),
            Auc = orientation > 0 ? auc : 1 - auc, BootstrapLower = quantiles[0], BootstrapMedian = quantiles[1], BootstrapUpper = quantiles[2], Count = outcome.Length,
        };
    }

    /// <summary>1 for High, 0 for Low, NaN where the score is missing.</summary>
    public double Group(double score) => double.IsNaN(score) ? double.NaN : Orientation * score >= Orientation * Threshold ? 1 : 0;

    private static Cut Best(double[] scores, bool[] outcome)
    {
        int[] order = [.. Enumerable.Range(0, scores.Length).OrderByDescending(i => scores[i])];
        long events = outcome.LongCount(v => v), others = outcome.Length - events;
        int tp = 0, fp = 0;
        Cut best = new(double.PositiveInfinity, 0, 0, 0);
        for (int k = 0; k < order.Length; k++)
        {
            if (outcome[order[k]]) tp++;
            else fp++;
            if (k + 1 < order.Length && scores[order[k + 1]] == scores[order[k]]) continue;
            long gain = tp * others - fp * events; // J times both class sizes, exact
            if (gain > best.Gain) best = new Cut(scores[order[k]], gain, tp, fp);
        }

        return best;
    }

    private readonly record struct Cut(double Threshold, long Gain, int TruePositives, int FalsePositives);
}
