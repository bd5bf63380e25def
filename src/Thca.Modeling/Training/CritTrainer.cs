using Thca.Core.Cohorts;
using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Features;
using Thca.Core.Randomness;
using Thca.Modeling.Artifacts;
using Thca.Modeling.Data;
using Thca.Modeling.Metrics;
using Thca.Modeling.Selection;
using Thca.Modeling.Thresholds;
using Thca.Statistics.Resampling;

namespace Thca.Modeling.Training;

/// <summary>
/// Develops a CRIT model: repeated stratified cross-validation in which every step that learns sees training folds only, a threshold from the
/// out-of-fold probabilities, and a final fit on all development patients, frozen into a <c>crit-model/1</c> artifact.
/// </summary>
public static class CritTrainer
{
    /// <summary>Trains on a feature table.</summary>
    /// <param name="features">Features of the development patients.</param>
    /// <param name="outcome">Their outcome.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <param name="seed">Seed of everything random; null for 42.</param>
    /// <param name="compute">Threads; never changes a result.</param>
    /// <param name="progress">Folds finished.</param>
    /// <param name="ct">Stops between boosting rounds.</param>
    /// <exception cref="ThcaException">The data cannot support the model, or the native library is missing.</exception>
    public static CritTrainingResult Train(
        FeatureTable features, OutcomeColumn outcome, CritTrainingOptions? options = null, RandomSeed? seed = null,
        ComputeOptions? compute = null, IProgress<WorkProgress>? progress = null, CancellationToken ct = default)
    {
        PatientRecords records = FeatureTableIntake.From([features], new IntakeOptions { OutcomeColumn = outcome.Name });
        return Train(new TrainingFold<TrainingTable>(TrainingTable.Create(records, outcome), "development"), options, seed, compute, progress, ct);
    }

    /// <summary>Trains on development patients.</summary>
    /// <param name="development">The development cohort: everything in it may be learnt from.</param>
    /// <inheritdoc cref="Train(FeatureTable, OutcomeColumn, CritTrainingOptions, RandomSeed?, ComputeOptions, IProgress{WorkProgress}, CancellationToken)"/>
    public static CritTrainingResult Train(
        TrainingFold<TrainingTable> development, CritTrainingOptions? options = null, RandomSeed? seed = null,
        ComputeOptions? compute = null, IProgress<WorkProgress>? progress = null, CancellationToken ct = default)
    {
        (options, RandomSeed run) = (options ?? new CritTrainingOptions(), seed ?? RandomSeed.Default);
        options.Validate();
        TrainingTable table = development.Data;
        OutOfFoldPrediction[] predictions = CrossValidate(table, options, run, compute, progress, ct);
        PredictedCohort cohort = CohortOf(predictions, options.Validation.Repeats);
        double[] probability = cohort.MeanProbability();
        ChosenThreshold threshold = ThresholdSelector.Choose(new TrainingFold<ScoredPatients>(new ScoredPatients(cohort.Outcome, probability), "out of fold"), options.Threshold);
        IReadOnlyDictionary<string, MetricEstimate> metrics = MetricSuite.Estimate(cohort, options.Metrics, run, "internal", compute, ct);

        var whole = new TrainingFold<LabelledMatrix>(table.Rows, development.Name);
        using FoldModel final = FoldPipeline.Fit(whole, table.Features, options.Pipeline, run, "final", ct);
        var parts = new ArtifactParts(table, final, threshold, metrics, options, run);
        return new CritTrainingResult
        {
            Artifact = ArtifactBuilder.Build(parts),
            OutOfFold = predictions,
            Risks = [.. cohort.Patients.Select((p, i) => new PatientRisk(p, probability[i], ClinicalGroup(probability[i], threshold), "development", "out_of_fold", cohort.Outcome[i]))],
            Metrics = metrics,
            Ranking = Ranking(whole, table.Features, options, run),
        };
    }

    private static OutOfFoldPrediction[] CrossValidate(
        TrainingTable table, CritTrainingOptions options, RandomSeed seed, ComputeOptions? compute, IProgress<WorkProgress>? progress, CancellationToken ct)
    {
        (int folds, int repeats) = (options.Validation.Folds, options.Validation.Repeats);
        int[][] assignment = [.. Enumerable.Range(0, repeats).Select(r => StratifiedKFold.Assign(table.Rows.Outcome, folds, seed.Stream("split/outer", "", r)))];
        int done = 0;
        OutOfFoldPrediction[][] parts = OrderedParallel.Map(
            folds * repeats,
            unit =>
            {
                (int repeat, int fold) = (unit / folds, unit % folds);
                OutOfFoldPrediction[] part = PredictFold(table, assignment[repeat], repeat, fold, options, seed, ct);
                progress?.Report(new WorkProgress("cross-validation", Interlocked.Increment(ref done), folds * repeats));
                return part;
            },
            compute,
            ct);
        Dictionary<string, int> row = table.Rows.Features.Patients.Select((p, i) => (p, i)).ToDictionary(x => x.p, x => x.i, StringComparer.Ordinal);
        OutOfFoldPrediction[] all = [.. parts.SelectMany(p => p).OrderBy(p => p.Repeat).ThenBy(p => row[p.Patient])];
        return WithThresholds(all, options.Threshold);
    }

    private static OutOfFoldPrediction[] PredictFold(
        TrainingTable table, int[] assignment, int repeat, int fold, CritTrainingOptions options, RandomSeed seed, CancellationToken ct)
    {
        string name = FormattableString.Invariant($"repeat {repeat} fold {fold}");
        (TrainingFold<LabelledMatrix> train, EvaluationFold<LabelledMatrix> held) = table.Rows.Split(assignment, fold, name);
        using FoldModel model = FoldPipeline.Fit(train, table.Features, options.Pipeline, seed, name, ct);
        double[] margin = model.PredictMargin(held.Data.Features), logOdds = model.PredictLogOdds(held.Data.Features);
        bool[] outcome = held.Data.Outcome.ToArray();
        return [.. held.Data.Features.Patients.Select((patient, i) =>
            new OutOfFoldPrediction(patient, repeat, fold, outcome[i], margin[i], Logistic(margin[i]), Logistic(logOdds[i]), double.NaN))];
    }

    /// <summary>Every patient's threshold comes from the other folds of the same repeat.</summary>
    private static OutOfFoldPrediction[] WithThresholds(OutOfFoldPrediction[] predictions, ThresholdOptions options)
    {
        Dictionary<(int Repeat, int Fold), double> thresholds = predictions.Select(p => (p.Repeat, p.Fold)).Distinct().ToDictionary(
            key => key,
            key =>
            {
                OutOfFoldPrediction[] others = [.. predictions.Where(p => p.Repeat == key.Repeat && p.Fold != key.Fold)];
                return ThresholdSelector.Choose(new TrainingFold<ScoredPatients>(new ScoredPatients([.. others.Select(p => p.Outcome)], [.. others.Select(p => p.Calibrated)]), "other folds"), options).Value;
            });
        return [.. predictions.Select(p => p with { Threshold = thresholds[(p.Repeat, p.Fold)] })];
    }

    /// <summary>Predictions arranged by repeat; within a repeat they stand in table order.</summary>
    private static PredictedCohort CohortOf(OutOfFoldPrediction[] predictions, int repeats)
    {
        OutOfFoldPrediction[][] byRepeat = [.. Enumerable.Range(0, repeats).Select(r => predictions.Where(p => p.Repeat == r).ToArray())];
        return new PredictedCohort
        {
            Patients = [.. byRepeat[0].Select(p => p.Patient)],
            Outcome = [.. byRepeat[0].Select(p => p.Outcome)],
            Probabilities = [.. byRepeat.Select(r => r.Select(p => p.Calibrated).ToArray())],
            Positive = [.. byRepeat.Select(r => r.Select(p => p.IsPositive).ToArray())],
            Thresholds = [.. byRepeat.Select(r => r.Average(p => p.Threshold))],
        };
    }

    private static Dictionary<string, string> ClinicalGroup(double probability, ChosenThreshold threshold) =>
        new(StringComparer.Ordinal) { [RiskSchemes.Clinical] = probability >= threshold.Value ? RiskSchemes.High : RiskSchemes.Low };

    private static IReadOnlyList<RankedFeature> Ranking(TrainingFold<LabelledMatrix> whole, IReadOnlyList<ModelFeature> features, CritTrainingOptions options, RandomSeed seed)
    {
        var preprocessing = Preprocessing.FittedPreprocessing.Fit(whole, [.. features.Select(f => f.IsCategorical)], options.Pipeline.Preprocessing);
        return CompositeRanking.Rank(preprocessing.Apply(whole), [.. preprocessing.Columns.Select(c => features[c].Modality)], options.Pipeline.Ranking, seed, "final");
    }

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));
}
