using Thca.Modeling.Calibration;
using Thca.Modeling.Metrics;
using Thca.Modeling.Search;

namespace Thca.Modeling.Training;

/// <summary>Looks back on a finished search of the sound protocol.</summary>
internal static class SearchReview
{
    /// <summary>The history of a search.</summary>
    /// <param name="trials">Its trials.</param>
    /// <param name="predictions">Inner predictions by trial; null where a trial failed or was given up.</param>
    /// <param name="methods">Way to treat imbalance by trial.</param>
    /// <param name="choices">Choices of the parameter "imbalance".</param>
    /// <param name="best">The trial chosen.</param>
    /// <param name="inner">The inner folds.</param>
    /// <param name="options">Settings.</param>
    public static SearchHistory Of(
        IReadOnlyList<Trial> trials, IReadOnlyList<InnerPrediction?> predictions, IReadOnlyList<string> methods, IReadOnlyList<string> choices, Trial best, InnerFolds inner, CritTrainingOptions options) => new()
    {
        Trials = trials,
        ImbalanceChoices = choices,
        FoldValues = [.. predictions.Select(p => p is null ? [] : ObjectiveValue.ByFold(options.Search.Objective, p, inner, options.Threshold.MinSensitivity))],
        Resamplers =
        [
            .. Enumerable.Range(0, trials.Count).GroupBy(t => methods[t]).OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => Finding(g.Key, [.. g.Select(t => trials[t])], predictions, inner) with { IsChosen = g.Contains(best.Number) }),
        ],
    };

    private static ResamplerFinding Finding(string method, Trial[] trials, IReadOnlyList<InnerPrediction?> predictions, InnerFolds inner)
    {
        var finding = new ResamplerFinding { Resampler = method, Trials = trials.Length, Error = trials.FirstOrDefault(t => t.State == TrialState.Failed)?.Message ?? "" };
        Trial? top = trials.Where(t => t.State == TrialState.Complete).MaxBy(t => t.Value);
        if (top is null || predictions[top.Number] is not { } p) return finding;
        double prevalence = (double)inner.Outcome.Count(y => y) / inner.Outcome.Length;
        ConfusionCounts counts = ConfusionCounts.Of(inner.Outcome, Array.ConvertAll(p.LogOdds, CalibrationMap.Logistic), prevalence);
        return finding with
        {
            BestValue = top.Value,
            LogLoss = -ObjectiveValue.Of(SearchObjective.LogLoss, p, inner, 0),
            AveragePrecision = ObjectiveValue.Of(SearchObjective.AveragePrecision, p, inner, 0),
            Recall = counts.Sensitivity,
            Precision = counts.PositivePredictiveValue,
            Rows = ResampledRows.Mean(p.Rows),
        };
    }
}
