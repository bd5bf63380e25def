using Thca.Core.Cohorts;
using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Core.Randomness;
using Thca.Modeling.Calibration;
using Thca.Modeling.Data;
using Thca.Modeling.Imbalance;
using Thca.Modeling.Metrics;
using Thca.Modeling.Runtime.Evidence;
using Thca.Modeling.Search;
using Thca.Modeling.Thresholds;

namespace Thca.Modeling.Training;

/// <summary>The whole development procedure on one training fold: search, calibration, threshold, refit.</summary>
internal static class ModelDevelopment
{
    /// <summary>Develops a model of one combination.</summary>
    /// <param name="fold">Rows to learn from, with the combination's columns.</param>
    /// <param name="features">What the columns are.</param>
    /// <param name="combination">The combination.</param>
    /// <param name="options">Settings.</param>
    /// <param name="splitName">Names the inner split; the same for every combination.</param>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="compute">Threads.</param>
    /// <param name="progress">Trials finished.</param>
    /// <param name="ct">Stops between boosting rounds.</param>
    public static DevelopedModel Run(
        TrainingFold<LabelledMatrix> fold, IReadOnlyList<ModelFeature> features, FeatureCombination combination, CritTrainingOptions options, string splitName,
        RandomSeed seed, ComputeOptions? compute, IProgress<WorkProgress>? progress, CancellationToken ct)
    {
        string name = $"{combination.Name}/{splitName}";
        var inner = new InnerFolds(fold, features, options, splitName, seed, name, compute, ct);
        (TpeOptimizer search, ConfigurationSpace space) = Search(inner, options, seed, name, compute, progress, ct, out InnerPrediction?[] predictions);
        Trial best = search.Best ?? throw new ThcaException(ProblemCodes.TrainingDataInsufficient, $"No configuration could be trained in '{name}': {search.Trials[0].Message}");
        ModelConfiguration chosen = ConfigurationOf(best, space, options);
        InnerPrediction prediction = predictions[best.Number]!;
        var scored = new TrainingFold<ScoredPatients>(new ScoredPatients(inner.Outcome, prediction.LogOdds), name);
        double[] crossFitted = Calibrator.CrossFitted(scored, inner.Assignment, options.Calibration);
        ChosenThreshold threshold = ThresholdSelector.Choose(new TrainingFold<ScoredPatients>(new ScoredPatients(inner.Outcome, crossFitted), name), options.Threshold);
        PreparedFold whole = PreparedFold.Prepare(fold, features, options.Pipeline, seed, name, ct);
        ModelConfiguration final = chosen with { Boosting = chosen.Boosting with { Trees = prediction.MedianTrees, StopAfter = 0 } };
        FoldModel model = whole.Fit(final, null, seed, name, ct);
        return new DevelopedModel
        {
            Combination = combination,
            Configuration = final,
            Model = options.CoverSource == CritCoverSource.DevelopmentCounts ? model.Recounted(whole.Rows.Data.Features) : model,
            Calibration = Calibrator.Fit(scored, options.Calibration),
            Threshold = threshold,
            Inner = PredictedCohort.Single(fold.Data.Features.Patients, inner.Outcome, crossFitted, threshold.Value),
            InnerLogOdds = prediction.LogOdds,
            Search = SearchReview.Of(
                search.Trials, predictions, [.. search.Trials.Select(t => ConfigurationOf(t, space, options).Imbalance.Method.ToString())], space.Space["imbalance"].Choices, best, inner, options),
            Ranking = whole.Ranking,
        };
    }

    private static (TpeOptimizer Search, ConfigurationSpace Space) Search(
        InnerFolds inner, CritTrainingOptions options, RandomSeed seed, string name, ComputeOptions? compute, IProgress<WorkProgress>? progress, CancellationToken ct, out InnerPrediction?[] predictions)
    {
        var space = new ConfigurationSpace(options.Search, inner.FeatureCount, inner.RarestCount);
        var search = new TpeOptimizer(space.Space, options.Search.Sampler, seed, name);
        var kept = new InnerPrediction?[options.Search.Trials];
        double Objective(Trial trial, Func<double, bool> report)
        {
            double sum = 0, mean = 0;
            bool GiveUp(int fold, double[] logOdds, double[] margins)
            {
                sum += ObjectiveValue.InFold(options.Search.Objective, logOdds, margins, inner, fold, options.Threshold.MinSensitivity);
                mean = sum / (fold + 1);
                return report(mean);
            }

            kept[trial.Number] = inner.Evaluate(ConfigurationOf(trial, space, options), (fold, logOdds, margins) => options.Search.Prune && GiveUp(fold, logOdds, margins), ct);
            return kept[trial.Number] is { } prediction ? ObjectiveValue.Of(options.Search.Objective, prediction, inner, options.Threshold.MinSensitivity) : mean;
        }

        // The configuration of the options goes first, with class weights unless they are turned off.
        MedianPruner? pruner = options.Search.Prune ? new MedianPruner() : null;
        search.Evaluate([search.Enqueue(new Dictionary<string, double>())], Objective, pruner, compute, ct);
        search.Run(options.Search.Trials, Objective, pruner, compute, progress, ct);
        predictions = kept;
        return (search, space);
    }

    private static ModelConfiguration ConfigurationOf(Trial trial, ConfigurationSpace space, CritTrainingOptions options)
    {
        if (trial.Values.Count > 0)
        {
            ModelConfiguration searched = space.Of(trial);
            return searched with { Boosting = searched.Boosting with { CategoricalSplits = options.Pipeline.Boosting.CategoricalSplits } };
        }

        bool searching = options.Search.Trials > 1;
        return new ModelConfiguration(
            new ResamplingOptions { Method = options.Pipeline.ClassWeight ? ResamplingMethod.ClassWeight : ResamplingMethod.None },
            options.Pipeline.MaxFeatures ?? int.MaxValue,
            searching ? options.Pipeline.Boosting with { Trees = options.Search.MaxTrees, StopAfter = options.Search.StopAfter } : options.Pipeline.Boosting);
    }
}
