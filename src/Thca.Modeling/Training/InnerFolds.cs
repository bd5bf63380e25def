using Thca.Core.Cohorts;
using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Core.Randomness;
using Thca.Modeling.Data;
using Thca.Statistics.Resampling;

namespace Thca.Modeling.Training;

/// <summary>The inner cross-validation of one training fold: prepared once, then shared by every configuration tried.</summary>
internal sealed class InnerFolds
{
    private readonly PreparedFold[] _prepared;
    private readonly TrainingFold<LabelledMatrix>[] _held;
    private readonly int[][] _rows;
    private readonly RandomSeed _seed;
    private readonly string _name;

    public InnerFolds(TrainingFold<LabelledMatrix> fold, IReadOnlyList<ModelFeature> features, CritTrainingOptions options, string splitName, RandomSeed seed, string name, ComputeOptions? compute, CancellationToken ct)
    {
        (_seed, _name) = (seed, name);
        Outcome = fold.Data.Outcome.ToArray();
        int events = fold.Data.Events, rarer = Math.Min(events, fold.Data.RowCount - events), folds = Math.Min(options.Search.InnerFolds, rarer);
        if (folds < 2)
        {
            throw new ThcaException(
                ProblemCodes.TrainingDataInsufficient,
                FormattableString.Invariant($"Fold '{fold.Name}' has {events} events in {fold.Data.RowCount} rows; an inner cross-validation needs at least 2 of each class."),
                "Use fewer outer folds or more patients.");
        }

        Assignment = Assign(fold.Data, folds, seed.Stream("split/inner", splitName));
        _rows = [.. Enumerable.Range(0, folds).Select(f => Enumerable.Range(0, Outcome.Length).Where(r => Assignment[r] == f).ToArray())];
        _prepared = OrderedParallel.Map(folds, f => PreparedFold.Prepare(fold.Data.Split(Assignment, f, $"{fold.Name}/inner {f}").Train, features, options.Pipeline, seed, $"{name}/inner {f}", ct), compute, ct);

        // Inner held-out rows belong to the outer training fold: stopping and tuning learn from them.
        _held = [.. _rows.Select((r, f) => _prepared[f].Preprocessing.Apply(new TrainingFold<LabelledMatrix>(fold.Data.SelectRows(r), $"{fold.Name}/inner {f}")))];
    }

    /// <summary>Stratified folds; a patient that occurs several times (in a bootstrap sample) is in one fold only.</summary>
    private static int[] Assign(LabelledMatrix rows, int folds, RandomStream random)
    {
        IReadOnlyList<string> patients = rows.Features.Patients;
        int[] first = [.. Enumerable.Range(0, patients.Count).GroupBy(r => patients[r], StringComparer.Ordinal).Select(g => g.First())];
        if (first.Length == patients.Count) return StratifiedKFold.Assign(rows.Outcome, folds, random);
        bool[] outcome = rows.Outcome.ToArray();
        int[] assignment = StratifiedKFold.Assign(Array.ConvertAll(first, r => outcome[r]), folds, random);
        Dictionary<string, int> foldOf = first.Select((r, i) => (patients[r], assignment[i])).ToDictionary(x => x.Item1, x => x.Item2, StringComparer.Ordinal);
        return [.. patients.Select(p => foldOf[p])];
    }

    /// <summary>Outcome of every row of the outer training fold.</summary>
    public bool[] Outcome { get; }

    /// <summary>Inner fold of every row.</summary>
    public int[] Assignment { get; }

    /// <summary>Held-out rows of every inner fold.</summary>
    public IReadOnlyList<int[]> Rows => _rows;

    /// <summary>Most features any inner fold offers.</summary>
    public int FeatureCount => _prepared.Max(p => p.Order.Count);

    /// <summary>Rows of the rarer class in the smallest inner training part.</summary>
    public int RarestCount => _prepared.Min(p => Math.Min(p.Rows.Data.Events, p.Rows.Data.RowCount - p.Rows.Data.Events));

    /// <summary>Out-of-fold log-odds of a configuration (prevalence corrected) and the trees each inner fold stopped at.</summary>
    public InnerPrediction Evaluate(ModelConfiguration configuration, CancellationToken ct) => Evaluate(configuration, (_, _, _) => false, ct)!;

    /// <summary>The same, unless it is given up on the way.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="giveUp">Asked after every fold but the last, with its number and the log-odds and margins so far; true makes the result null.</param>
    /// <param name="ct">Stops between boosting rounds.</param>
    public InnerPrediction? Evaluate(ModelConfiguration configuration, Func<int, double[], double[], bool> giveUp, CancellationToken ct)
    {
        double[] logOdds = new double[Outcome.Length], margins = new double[Outcome.Length];
        var trees = new int[_prepared.Length];
        var sizes = new ResampledRows[_prepared.Length];
        for (int f = 0; f < _prepared.Length; f++)
        {
            using FoldModel model = _prepared[f].Fit(configuration, _held[f], _seed, $"{_name}/inner {f}", ct);
            double[] held = model.Booster.PredictMargin(_held[f].Data.Features.SelectColumns(model.Selected));
            (trees[f], sizes[f]) = (model.Booster.TreeCount, model.Rows);
            for (int i = 0; i < held.Length; i++) (margins[_rows[f][i]], logOdds[_rows[f][i]]) = (held[i], held[i] - model.Shift.LogOdds);
            if (f < _prepared.Length - 1 && giveUp(f, logOdds, margins)) return null;
        }

        return new InnerPrediction(logOdds, margins, trees, sizes);
    }
}
