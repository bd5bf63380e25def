using Thca.Core.Cohorts;
using Thca.Core.Compute;
using Thca.Core.Randomness;
using Thca.Modeling.Data;
using Thca.Modeling.Validation;
using Thca.Statistics.Resampling;

namespace Thca.Modeling.Training;

/// <summary>Runs the development procedure on every outer fold of every combination, and once on all rows.</summary>
internal sealed class NestedValidation(TrainingTable table, IReadOnlyList<FeatureCombination> combinations, CritTrainingOptions options, RandomSeed seed)
{
    /// <summary>All outer folds: combination after combination, repeat after repeat, fold after fold.</summary>
    public UnitResult[] Run(ComputeOptions? compute, IProgress<WorkProgress>? progress, CancellationToken ct)
    {
        (int folds, int repeats) = (options.Validation.Folds, options.Validation.Repeats);
        int[][] assignment = [.. Enumerable.Range(0, repeats).Select(r => StratifiedKFold.Assign(table.Rows.Outcome, folds, seed.Stream("split/outer", "", r)))];
        var store = new UnitStore(table, options, seed);
        int total = combinations.Count * folds * repeats, done = 0;
        return OrderedParallel.Map(
            total,
            unit =>
            {
                (int combination, int repeat, int fold) = (unit / (folds * repeats), unit / folds % repeats, unit % folds);
                UnitResult result = store.GetOrAdd(combinations[combination].Name, repeat, fold, () => Unit(combinations[combination], assignment[repeat], repeat, fold, ct));
                progress?.Report(new WorkProgress("cross-validation", Interlocked.Increment(ref done), total, combinations[combination].Name));
                return result;
            },
            compute,
            ct);
    }

    /// <summary>One model per combination on all development rows.</summary>
    public DevelopedModel[] DevelopOnAll(ComputeOptions? compute, IProgress<WorkProgress>? progress, CancellationToken ct)
    {
        int done = 0;
        return OrderedParallel.Map(
            combinations.Count,
            c =>
            {
                (LabelledMatrix rows, ModelFeature[] features) = ColumnsOf(combinations[c], table.Rows);
                DevelopedModel model = ModelDevelopment.Run(
                    new TrainingFold<LabelledMatrix>(rows, "development"), features, combinations[c], options, "final", seed, combinations.Count == 1 ? compute : ComputeOptions.SingleThread, null, ct);
                progress?.Report(new WorkProgress("final models", Interlocked.Increment(ref done), combinations.Count, combinations[c].Name));
                return model;
            },
            compute,
            ct);
    }

    private UnitResult Unit(FeatureCombination combination, int[] assignment, int repeat, int fold, CancellationToken ct)
    {
        string name = FormattableString.Invariant($"repeat {repeat} fold {fold}");
        (LabelledMatrix rows, ModelFeature[] features) = ColumnsOf(combination, table.Rows);
        (TrainingFold<LabelledMatrix> train, EvaluationFold<LabelledMatrix> held) = rows.Split(assignment, fold, name);
        using DevelopedModel model = ModelDevelopment.Run(train, features, combination, options, name, seed, ComputeOptions.SingleThread, null, ct);
        (double[] margins, double[] calibrated) = model.Predict(held.Data.Features);
        return new UnitResult
        {
            Combination = combination.Name,
            Repeat = repeat,
            Fold = fold,
            Rows = [.. Enumerable.Range(0, assignment.Length).Where(r => assignment[r] == fold)],
            Margins = margins,
            Calibrated = calibrated,
            Threshold = model.Threshold.Value,
            ThresholdStatus = model.Threshold.Status,
            Calibration = model.Calibration.Method,
            Features = model.Features,
            Configuration = model.Configuration,
            InnerCalibrated = model.Inner.Probabilities[0],
            InnerOutcome = model.Inner.Outcome,
            Search = model.Search,
            Trained = train.Data.RowCount,
            TrainedEvents = train.Data.Events,
            PriorLogOdds = model.Model.Shift.LogOdds,
            Calibrators = CalibratorComparison.Fit(new TrainingFold<ScoredPatients>(new ScoredPatients(model.Inner.Outcome, model.InnerLogOdds), name)),
            Contributions = model.Model.Contributions(held.Data.Features),
        };
    }

    private (LabelledMatrix Rows, ModelFeature[] Features) ColumnsOf(FeatureCombination combination, LabelledMatrix rows)
    {
        int[] columns = combination.Columns(table.Features);
        return (rows.SelectColumns(columns), [.. columns.Select(c => table.Features[c])]);
    }
}
