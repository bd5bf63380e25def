using Thca.Core.Cohorts;
using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Modeling.Calibration;
using Thca.Modeling.Data;
using Thca.Modeling.Imbalance;
using Thca.Modeling.LightGbm;
using Thca.Modeling.Metrics;
using Thca.Modeling.Preprocessing;
using Thca.Modeling.Search;
using Thca.Modeling.Selection;
using Thca.Modeling.Thresholds;
using Thca.Modeling.Training;
using Thca.Statistics.Legacy;
using Thca.Statistics.Resampling;
using Thca.Statistics.Roc;

namespace Thca.Modeling.Reference;

/// <summary>The published procedure for one combination.</summary>
internal static class ReferenceModel
{
    private const double ProbeThreshold = 0.3;
    private const int EliminationFolds = 5;

    private static readonly (string Label, ResamplingMethod Method, double Ratio)[] Strategies =
    [
        ("SMOTE_0.7", ResamplingMethod.Smote, 0.7), ("SMOTE_1.0", ResamplingMethod.Smote, 1.0), ("BorderlineSMOTE_0.8", ResamplingMethod.Borderline1, 0.8), ("ADASYN_0.8", ResamplingMethod.Adasyn, 0.8),
        ("BorderlineSMOTE_1.0", ResamplingMethod.Borderline1, 1.0),
    ];

    public static DevelopedModel Develop(
        LabelledMatrix rows, ReferenceSplit split, FeatureCombination combination, int[] survivors, IReadOnlyList<RankedFeature> ranking, ReferenceOptions options, ComputeOptions? compute, CancellationToken ct)
    {
        TrainingFold<LabelledMatrix> train = split.Training(rows);
        FittedPreprocessing preprocessing = FittedPreprocessing.Fit(train, new bool[rows.Features.ColumnCount], PreprocessingOptions.Minimal);
        int[] selected = Eliminate(train, combination, survivors, options, compute, ct);
        var narrowed = new TrainingFold<LabelledMatrix>(train.Data.SelectColumns(selected), "train");
        LabelledMatrix validation = rows.SelectRows(split.Validation).SelectColumns(selected);
        var search = new ReferenceSearch(narrowed, options);
        TpeOptimizer trials = search.Run(ct);
        Trial best = trials.Best ?? throw new ThcaException(Core.Outcomes.ProblemCodes.TrainingDataInsufficient, $"No configuration of {combination.Name} could be trained.");
        LightGbmOptions boosting = search.Boosting(best, keepUnbalanced: options.Corrected);
        (ResamplingOptions how, ResamplerFinding[] findings) = options.Corrected ? (search.Smote(best), []) : BestStrategy(narrowed, validation, options, ct);
        TrainingFold<LabelledMatrix> balanced = ReferenceSearch.Resample(narrowed, how, options.Seed);
        var sizes = ResampledRows.Of(narrowed.Data, balanced.Data);
        if (findings.Length == 0) findings = [new ResamplerFinding { Resampler = how.Method.ToString(), Rows = sizes, IsChosen = true }];
        LightGbmBooster booster = LightGbmTrainer.Train(balanced, boosting, options.Seed, ct);
        var model = new FoldModel(preprocessing, selected, booster, new PriorShift(0.5, 0.5, 1), sizes);
        double[] margins = booster.PredictMargin(validation.Features);
        (CalibrationMap calibration, ChosenThreshold threshold, double[] calibrated) = Decide(margins, validation, combination, options);
        return new DevelopedModel
        {
            Combination = combination,
            Configuration = new ModelConfiguration(how, selected.Length, boosting),
            Model = model,
            Calibration = calibration,
            Threshold = threshold,
            Inner = PredictedCohort.Single(validation.Features.Patients, validation.Outcome.ToArray(), calibrated, Math.Min(0.99, threshold.Value)),
            InnerLogOdds = margins,
            Search = new SearchHistory { Trials = trials.Trials, ImbalanceChoices = search.Space["imbalance"].Choices, FoldValues = search.FoldValues, Resamplers = findings },
            Ranking = ranking,
        };
    }

    /// <summary>Published: threshold from raw, then used on calibrated probabilities, and the ITHscore model is not calibrated. Corrected: one scale, no cap, all calibrated.</summary>
    private static (CalibrationMap Calibration, ChosenThreshold Threshold, double[] Calibrated) Decide(double[] margins, LabelledMatrix validation, FeatureCombination combination, ReferenceOptions options)
    {
        bool[] outcome = validation.Outcome.ToArray();
        bool exempt = !options.Corrected && combination.Modalities is [Modality.IthScore];
        CalibrationMap calibration = Calibrator.Fit(new TrainingFold<ScoredPatients>(new ScoredPatients(outcome, margins), "validation"), exempt ? CalibrationMethod.None : CalibrationMethod.Isotonic);
        double[] raw = Array.ConvertAll(margins, CalibrationMap.Logistic), calibrated = calibration.Apply(margins);
        ThresholdOptions rule = options.Corrected ? new ThresholdOptions { MinSensitivity = 0.70, MinNpv = 0.50 } : new ThresholdOptions { Strategy = ThresholdStrategy.ReferenceLegacy };
        return (calibration, ThresholdSelector.Choose(new TrainingFold<ScoredPatients>(new ScoredPatients(outcome, options.Corrected ? calibrated : raw), "validation"), rule), calibrated);
    }

    private static int[] Eliminate(TrainingFold<LabelledMatrix> train, FeatureCombination combination, int[] survivors, ReferenceOptions options, ComputeOptions? compute, CancellationToken ct)
    {
        if (survivors.Length < 2 || combination.Modalities is [Modality.IthScore]) return survivors;
        var fold = new TrainingFold<LabelledMatrix>(train.Data.SelectColumns(survivors), train.Name);
        int[] folds = StratifiedKFold.AssignLegacy(fold.Data.Outcome, EliminationFolds, new Mt19937((uint)options.Seed));
        var elimination = new EliminationOptions { Importance = ImportanceKind.Splits, Minimum = Math.Min(survivors.Length, EliminationOptions.PublishedMinimum(combination.Name, survivors.Length)) };
        return [.. FeatureElimination.CrossValidated(fold, folds, elimination, options.Seed, compute, ct).Selected.Select(i => survivors[i])];
    }

    /// <summary>Five resamplings judged by a probe's recall at 0.3 on the validation rows; the first of equals wins, a failing one counts 0.</summary>
    private static (ResamplingOptions How, ResamplerFinding[] Findings) BestStrategy(TrainingFold<LabelledMatrix> train, LabelledMatrix validation, ReferenceOptions options, CancellationToken ct)
    {
        double weight = (double)(train.Data.RowCount - train.Data.Events) / train.Data.Events;
        if (weight <= 3) return (new ResamplingOptions(), []);
        LightGbmOptions probe = LightGbmOptions.LibraryDefaults with { Trees = 100, MaxDepth = 4, PositiveWeight = 2 * weight };
        ResamplerFinding[] findings = [.. Strategies.Select(s => Probe(s.Label, ReferenceSearch.Sampler(s.Method, s.Ratio), train, validation, probe, options, ct))];
        int best = 0;
        for (int i = 1; i < findings.Length; i++)
        {
            if (findings[i].Recall > findings[best].Recall) best = i;
        }

        if (findings[best].Recall == 0) return (new ResamplingOptions(), findings);
        findings[best] = findings[best] with { IsChosen = true };
        return (ReferenceSearch.Sampler(Strategies[best].Method, Strategies[best].Ratio), findings);
    }

    private static ResamplerFinding Probe(
        string label, ResamplingOptions how, TrainingFold<LabelledMatrix> train, LabelledMatrix validation, LightGbmOptions probe, ReferenceOptions options, CancellationToken ct)
    {
        try
        {
            TrainingFold<LabelledMatrix> balanced = ReferenceSearch.Resample(train, how, options.Seed);
            using LightGbmBooster booster = LightGbmTrainer.Train(balanced, probe, options.Seed, ct);
            double[] margins = booster.PredictMargin(validation.Features);
            bool[] outcome = validation.Outcome.ToArray();
            ConfusionCounts counts = ConfusionCounts.Of(outcome, Array.ConvertAll(margins, CalibrationMap.Logistic), ProbeThreshold);
            return new ResamplerFinding
            {
                Resampler = label,
                BestValue = counts.Sensitivity,
                LogLoss = ObjectiveValue.LogLoss(margins, outcome),
                AveragePrecision = PrecisionRecallCurve.AveragePrecision(outcome, margins),
                Recall = counts.Sensitivity,
                Precision = double.IsNaN(counts.PositivePredictiveValue) ? 0 : counts.PositivePredictiveValue,
                Rows = ResampledRows.Of(train.Data, balanced.Data),
            };
        }
        catch (ThcaException error)
        {
            // A sampler that cannot work on these rows counts as recall 0, as published.
            return new ResamplerFinding { Resampler = label, Recall = 0, Error = error.Message };
        }
    }
}
