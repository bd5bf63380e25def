using Thca.Core.Cohorts;
using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Randomness;
using Thca.Modeling.Artifacts;
using Thca.Modeling.Calibration;
using Thca.Modeling.Data;
using Thca.Modeling.Metrics;
using Thca.Modeling.Preprocessing;
using Thca.Modeling.Ranking;
using Thca.Modeling.Runtime.Artifact;
using Thca.Modeling.Selection;
using Thca.Modeling.Training;

namespace Thca.Modeling.Reference;

/// <summary>
/// Repeats the published procedure (protocol Reference) or the same design with its outright bugs repaired (ReferenceCorrected), so that earlier
/// numbers can be explained. Not for inference: one split decides, and protocol Reference lets the test rows and the external cohort choose the model.
/// </summary>
public static class ReferenceTrainer
{
    private const string HeldOut = "held_out";

    /// <summary>Trains and chooses.</summary>
    /// <param name="development">Development patients, complete.</param>
    /// <param name="external">External patients with the same columns, which protocol Reference lets take part in the choice; null for none.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <param name="compute">Threads; never changes a result.</param>
    /// <param name="progress">Combinations finished.</param>
    /// <param name="ct">Stops between boosting rounds.</param>
    /// <exception cref="ThcaException">A value is missing, or the rows cannot support the split.</exception>
    public static CritTrainingResult Train(
        TrainingFold<TrainingTable> development, EvaluationFold<LabelledMatrix>? external = null, ReferenceOptions? options = null,
        ComputeOptions? compute = null, IProgress<WorkProgress>? progress = null, CancellationToken ct = default)
    {
        options ??= new ReferenceOptions();
        options.Validate();
        TrainingTable table = development.Data;
        RequireComplete(table);
        ReferenceSplit split = ReferenceSplit.Of(table.Rows.Outcome, options.Seed);
        IReadOnlyList<FeatureCombination> combinations = options.Combinations.Count > 0 ? options.Combinations : FeatureCombination.Constructible(table.Features);
        IReadOnlyList<RankedFeature> ranking = CompositeRanking.Rank(
            FittedPreprocessing.Fit(split.Training(table.Rows), new bool[table.Features.Count], PreprocessingOptions.Minimal).Apply(split.Training(table.Rows)),
            [.. table.Features.Select(f => f.Modality)], new CompositeOptions { PublishedSensitivity = true }, new RandomSeed(options.Seed), "reference");
        int done = 0;
        DevelopedModel[] models = OrderedParallel.Map(
            combinations.Count,
            i =>
            {
                int[] survivors = [.. ranking.Where(f => f.Kept && combinations[i].Modalities.Contains(f.Modality)).Select(f => f.Column).Order()];
                DevelopedModel model = ReferenceModel.Develop(table.Rows, split, combinations[i], survivors, ranking, options, ComputeOptions.SingleThread, ct);
                progress?.Report(new WorkProgress("combinations", Interlocked.Increment(ref done), combinations.Count, combinations[i].Name));
                return model;
            },
            compute,
            ct);
        try
        {
            return Choose(table, split, models, external, options, compute, ct);
        }
        finally
        {
            foreach (DevelopedModel model in models) model.Dispose();
        }
    }

    private static CritTrainingResult Choose(
        TrainingTable table, ReferenceSplit split, DevelopedModel[] models, EvaluationFold<LabelledMatrix>? external, ReferenceOptions options, ComputeOptions? compute, CancellationToken ct)
    {
        var seed = new RandomSeed(options.Seed);
        LabelledMatrix test = table.Rows.SelectRows(split.Test);
        CombinationResult[] results = [.. models.Select(m => OnTest(m, test, split, split.Training(table.Rows).Data.Events, options, seed, compute, ct))];
        PredictedCohort[] judged = options.Corrected ? [.. models.Select(m => m.Inner)] : [.. results.Select(r => r.Predictions)];
        IReadOnlyList<RankedCombination> ranking = PublishedRanking.Rank(models, judged, options.Corrected || external is null ? null : [.. models.Select(m => Cohort(m, external.Data))]);
        int best = Array.FindIndex(models, m => m.Combination.Name == ranking[0].Name);
        DevelopedModel chosen = models[best];

        // Published: every development patient, those the model learnt from included. Corrected: only patients of the test part.
        LabelledMatrix scored = options.Corrected ? test : table.Rows;
        (double[] margins, double[] probabilities) = chosen.Predict(scored.Features);
        bool[] outcome = scored.Outcome.ToArray();
        RiskCuts cuts = RiskCuts.From(probabilities, margins, chosen.Threshold.Value, [0.2, 0.5]);
        var settings = new CritTrainingOptions { Inputs = options.Inputs, Declarations = options.Declarations, Search = new SearchOptions { Trials = options.Trials }, Metrics = options.Metrics };
        CritProtocol protocol = options.Corrected ? CritProtocol.ReferenceCorrected : CritProtocol.Reference;
        var parts = new ArtifactParts(
            table, [.. Enumerable.Range(0, table.Features.Count)], chosen, [chosen.Threshold], MetricEstimate.Undefined, cuts, results[best].Metrics, settings, seed, protocol);
        return new CritTrainingResult
        {
            Artifact = ArtifactBuilder.Build(parts),
            OutOfFold = results[best].OutOfFold,
            Risks = [.. scored.Features.Patients.Select((p, i) => new PatientRisk(p, probabilities[i], cuts.GroupsOf(probabilities[i], margins[i]), "development", options.Corrected ? HeldOut : "resubstitution", outcome[i]))],
            Metrics = results[best].Metrics,
            Procedure = results[best].Predictions,
            Combinations = results,
            CombinationRanking = ranking,
            Ranking = chosen.Ranking,
            Thresholds = [chosen.Threshold],
            ThresholdRange = MetricEstimate.Undefined,
            PredictionSource = HeldOut,
            Warnings = table.Remarks(),
        };
    }

    private static PredictedCohort Cohort(DevelopedModel model, LabelledMatrix rows) => PredictedCohort.Single(
        rows.Features.Patients, rows.Outcome.ToArray(), model.Predict(rows.Features).Calibrated, Math.Min(0.99, model.Threshold.Value));

    private static CombinationResult OnTest(DevelopedModel model, LabelledMatrix test, ReferenceSplit split, int trainedEvents, ReferenceOptions options, RandomSeed seed, ComputeOptions? compute, CancellationToken ct)
    {
        (double[] margin, double[] calibrated) = model.Predict(test.Features);
        PredictedCohort cohort = Cohort(model, test);
        return new CombinationResult
        {
            Combination = model.Combination,
            OutOfFold = [.. test.Features.Patients.Select((p, i) => new OutOfFoldPrediction(p, 0, 0, test.Outcome[i], margin[i], CalibrationMap.Logistic(margin[i]), calibrated[i], model.Threshold.Value))],
            Predictions = cohort,
            Metrics = MetricSuite.Estimate(cohort, options.Metrics, seed, model.Combination.Name, compute, ct),
            Folds =
            [
                new UnitResult
                {
                    Combination = model.Combination.Name, Repeat = 0, Fold = 0, Rows = split.Test, Margins = margin, Calibrated = calibrated, Threshold = model.Threshold.Value,
                    ThresholdStatus = model.Threshold.Status, Calibration = model.Calibration.Method, Features = model.Features, Configuration = model.Configuration,
                    InnerCalibrated = model.Inner.Probabilities[0], InnerOutcome = model.Inner.Outcome, Search = model.Search,
                    Trained = split.Train.Length, TrainedEvents = trainedEvents, PriorLogOdds = model.Model.Shift.LogOdds,
                },
            ],
            SelectionStability = double.NaN,
            SelectionFrequency = model.Features.ToDictionary(f => f, _ => 1.0, StringComparer.Ordinal),
            FinalSearch = SearchHistory.None,
        };
    }

    private static void RequireComplete(TrainingTable table)
    {
        for (int c = 0; c < table.Features.Count; c++)
        {
            int row = table.Rows.Features.Column(c).IndexOf(double.NaN);
            if (row >= 0)
                throw new TableException($"Patient {table.Rows.Features.Patients[row]} has no value of '{table.Features[c].Name}'; the published procedure needs complete tables.", "Impute first (thca clinical clean), or use protocol sound.");
        }
    }
}
