using Thca.Core.Cohorts;
using Thca.Core.Compute;
using Thca.Modeling.Data;
using Thca.Modeling.LightGbm;
using Thca.Statistics.Roc;

namespace Thca.Modeling.Selection;

/// <summary>Stage 2 of feature selection: fit, drop the least important features, repeat (Guyon et al., 2002).</summary>
public static class FeatureElimination
{
    /// <summary>Eliminates on one fold down to the minimum; every count then has its nested set of features.</summary>
    /// <param name="fold">Rows to learn from.</param>
    /// <param name="options">Estimator, importance, minimum.</param>
    /// <param name="seed">Seed of the booster.</param>
    /// <param name="held">Rows on which every model is scored, or null.</param>
    /// <param name="ct">Stops between boosting rounds.</param>
    public static EliminationPath Run(
        TrainingFold<LabelledMatrix> fold, EliminationOptions options, int seed, EvaluationFold<LabelledMatrix>? held = null, CancellationToken ct = default)
    {
        options.Validate();
        int[] remaining = [.. Enumerable.Range(0, fold.Data.Features.ColumnCount)];
        int minimum = Math.Min(options.Minimum, remaining.Length);
        LightGbmOptions boosting = Weighted(options.Boosting, fold.Data);
        List<int> removed = [], counts = [];
        List<double> scores = [];
        while (true)
        {
            using LightGbmBooster booster = LightGbmTrainer.Train(Columns(fold, remaining), boosting, seed, ct);
            counts.Add(remaining.Length);
            if (held is not null) scores.Add(PrecisionRecallCurve.AveragePrecision(held.Data.Outcome, booster.PredictMargin(held.Data.Features.SelectColumns(remaining))));
            double[] importance = booster.Importance(gain: options.Importance == ImportanceKind.Gain);
            int[] ascending = [.. Enumerable.Range(0, remaining.Length).OrderBy(i => importance[i]).Select(i => remaining[i])];
            if (remaining.Length <= minimum) return new EliminationPath([.. ascending.Reverse(), .. removed.AsEnumerable().Reverse()], counts, scores);
            int drop = Math.Min(EliminationOptions.Step(remaining.Length), remaining.Length - minimum);
            removed.AddRange(ascending.Take(drop));
            HashSet<int> gone = [.. ascending.Take(drop)];
            remaining = [.. remaining.Where(c => !gone.Contains(c))];
        }
    }

    /// <summary>Chooses the count by cross-validation (highest summed average precision, ties to the smaller count), then eliminates on all rows down to it.</summary>
    /// <param name="fold">Rows to learn from.</param>
    /// <param name="folds">Inner fold of every row.</param>
    /// <param name="options">Estimator, importance, minimum.</param>
    /// <param name="seed">Seed of the boosters.</param>
    /// <param name="compute">Threads.</param>
    /// <param name="ct">Stops between boosting rounds.</param>
    public static EliminationResult CrossValidated(
        TrainingFold<LabelledMatrix> fold, IReadOnlyList<int> folds, EliminationOptions options, int seed, ComputeOptions? compute = null, CancellationToken ct = default)
    {
        int parts = folds.Max() + 1;
        EliminationPath[] paths = OrderedParallel.Map(
            parts,
            f =>
            {
                (TrainingFold<LabelledMatrix> train, EvaluationFold<LabelledMatrix> held) = fold.Data.Split(folds, f, FormattableString.Invariant($"{fold.Name}/elimination {f}"));
                return Run(train, options, seed, held, ct);
            },
            compute,
            ct);
        IReadOnlyList<int> counts = paths[0].Counts;
        double[] mean = [.. counts.Select((_, i) => paths.Average(p => p.Scores[i]))];
        double[] sd = [.. counts.Select((_, i) => Math.Sqrt(paths.Average(p => Math.Pow(p.Scores[i] - mean[i], 2))))];
        int best = 0;
        for (int i = 1; i < mean.Length; i++)
        {
            if (mean[i] >= mean[best]) best = i;
        }

        EliminationPath final = Run(fold, options with { Minimum = counts[best] }, seed, null, ct);
        return new EliminationResult(final.Take(counts[best]), Ranks(final, counts[best]), counts, mean, sd);
    }

    private static int[] Ranks(EliminationPath path, int selected)
    {
        var ranks = new int[path.Order.Count];
        int rank = 1;
        for (int step = path.Counts.Count - 1; step >= 0; step--, rank++)
        {
            int from = step == path.Counts.Count - 1 ? 0 : path.Counts[step + 1], to = step == path.Counts.Count - 1 ? selected : path.Counts[step];
            for (int i = from; i < to; i++) ranks[path.Order[i]] = rank;
        }

        return ranks;
    }

    private static LightGbmOptions Weighted(LightGbmOptions boosting, LabelledMatrix rows) =>
        boosting with { PositiveWeight = (double)(rows.RowCount - rows.Events) / Math.Max(1, rows.Events) };

    private static TrainingFold<LabelledMatrix> Columns(TrainingFold<LabelledMatrix> fold, int[] columns) => new(fold.Data.SelectColumns(columns), fold.Name);
}
