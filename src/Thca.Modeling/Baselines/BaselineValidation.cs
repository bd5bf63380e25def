using Thca.Core.Cohorts;
using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Core.Randomness;
using Thca.Modeling.Calibration;
using Thca.Modeling.Data;
using Thca.Modeling.Metrics;
using Thca.Modeling.Thresholds;
using Thca.Modeling.Training;
using Thca.Statistics.Resampling;

namespace Thca.Modeling.Baselines;

/// <summary>Validates the simple models on the same outer folds, calibrated and thresholded from inner predictions like the trees.</summary>
internal static class BaselineValidation
{
    public const string LogisticClinical = "LogisticClinical";
    public const string StageOnly = "StageOnly";
    private static readonly string[] Stages = ["T_stage", "N_stage"];

    /// <summary>Every baseline the table allows; none where it has no clinical column.</summary>
    public static BaselineResult[] Run(TrainingTable table, CritTrainingOptions options, RandomSeed seed, ComputeOptions? compute, CancellationToken ct)
    {
        int[] clinical = [.. Enumerable.Range(0, table.Features.Count).Where(c => table.Features[c].Modality == Modality.Clinical)];
        int[] stages = [.. clinical.Where(c => Stages.Contains(table.Features[c].Name, StringComparer.Ordinal))];
        List<(string Name, int[] Columns)> wanted = [];
        if (clinical.Length > 0) wanted.Add((LogisticClinical, clinical));
        if (stages.Length > 0) wanted.Add((StageOnly, stages));
        return [.. wanted.Select(w => TryValidate(w.Name, w.Columns, table, options, seed, compute, ct)).OfType<BaselineResult>()];
    }

    /// <summary>A baseline that the rows cannot support (nothing varies) is left out; it never stops the study.</summary>
    private static BaselineResult? TryValidate(string name, int[] columns, TrainingTable table, CritTrainingOptions options, RandomSeed seed, ComputeOptions? compute, CancellationToken ct)
    {
        try
        {
            return Validate(name, columns, table, options, seed, compute, ct);
        }
        catch (ThcaException error) when (error.Code == ProblemCodes.TrainingDataInsufficient)
        {
            return null;
        }
    }

    private static BaselineResult Validate(string name, int[] columns, TrainingTable table, CritTrainingOptions options, RandomSeed seed, ComputeOptions? compute, CancellationToken ct)
    {
        LabelledMatrix rows = table.Rows.SelectColumns(columns);
        bool[] categorical = [.. columns.Select(c => table.Features[c].IsCategorical)];
        (int folds, int repeats) = (options.Validation.Folds, options.Validation.Repeats);
        OutOfFoldPrediction[] predictions =
        [
            .. OrderedParallel.Map(
                folds * repeats,
                unit =>
                {
                    (int repeat, int fold) = (unit / folds, unit % folds);
                    int[] assignment = StratifiedKFold.Assign(rows.Outcome, folds, seed.Stream("split/outer", "", repeat));
                    return Unit(rows, categorical, assignment, repeat, fold, options, seed, name);
                },
                compute,
                ct).SelectMany(u => u).OrderBy(p => p.Prediction.Repeat).ThenBy(p => p.Row).Select(p => p.Prediction),
        ];
        PredictedCohort cohort = PredictedCohort.OfRepeats(predictions, repeats);
        return new BaselineResult
        {
            Name = name,
            Features = rows.Features.Names,
            OutOfFold = predictions,
            Predictions = cohort,
            Metrics = MetricSuite.Estimate(cohort, options.Metrics, seed, name, compute, ct),
        };
    }

    private static IEnumerable<(int Row, OutOfFoldPrediction Prediction)> Unit(
        LabelledMatrix rows, bool[] categorical, int[] assignment, int repeat, int fold, CritTrainingOptions options, RandomSeed seed, string name)
    {
        string split = FormattableString.Invariant($"{name}/repeat {repeat} fold {fold}");
        (TrainingFold<LabelledMatrix> train, EvaluationFold<LabelledMatrix> held) = rows.Split(assignment, fold, split);
        bool[] outcome = train.Data.Outcome.ToArray();
        int[] inner = StratifiedKFold.Assign(outcome, Math.Max(2, Math.Min(options.Search.InnerFolds, train.Data.Events)), seed.Stream("split/inner", split));
        var logOdds = new double[outcome.Length];
        foreach (int f in inner.Distinct())
        {
            (TrainingFold<LabelledMatrix> part, EvaluationFold<LabelledMatrix> rest) = train.Data.Split(inner, f, split);
            double[] predicted = LogisticModel.Fit(part, categorical).Predict(rest.Data.Features);
            for (int i = 0, next = 0; i < inner.Length; i++)
            {
                if (inner[i] == f) logOdds[i] = predicted[next++];
            }
        }

        var scored = new TrainingFold<ScoredPatients>(new ScoredPatients(outcome, logOdds), split);
        double[] crossFitted = Calibrator.CrossFitted(scored, inner, options.Calibration);
        double threshold = ThresholdSelector.Choose(new TrainingFold<ScoredPatients>(new ScoredPatients(outcome, crossFitted), split), options.Threshold).Value;
        CalibrationMap calibration = Calibrator.Fit(scored, options.Calibration);
        double[] margins = LogisticModel.Fit(train, categorical).Predict(held.Data.Features);
        int[] positions = [.. Enumerable.Range(0, assignment.Length).Where(r => assignment[r] == fold)];
        return positions.Select((row, i) => (row, new OutOfFoldPrediction(
            rows.Features.Patients[row], repeat, fold, rows.Outcome[row], margins[i], CalibrationMap.Logistic(margins[i]), calibration.Apply(margins[i]), threshold)));
    }
}
