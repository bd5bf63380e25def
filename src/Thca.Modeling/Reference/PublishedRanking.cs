using Thca.Modeling.Metrics;
using Thca.Modeling.Ranking;
using Thca.Modeling.Training;

namespace Thca.Modeling.Reference;

/// <summary>The published ranking: min-max scores over the compared models, 40 % internal, 40 % external, 20 % stability, times penalties.</summary>
internal static class PublishedRanking
{
    public static IReadOnlyList<RankedCombination> Rank(DevelopedModel[] models, PredictedCohort[] judged, PredictedCohort[]? external)
    {
        IReadOnlyDictionary<string, double>[] inner = [.. judged.Select(Metrics)], outer = external is null ? [] : [.. external.Select(Metrics)];
        IReadOnlyList<IReadOnlyDictionary<string, double>> innerScores = ScreeningScore.MinMax(inner), outerScores = external is null ? [] : ScreeningScore.MinMax(outer);
        double[] totals = [.. models.Select((_, i) =>
        {
            double own = ScreeningScore.Total(innerScores[i], ScoreWeights.Script), penalty = ScreeningScore.PublishedPenalty(inner[i], external is null ? null : outer[i]);
            return penalty * (external is null ? own : 0.4 * own + 0.4 * ScreeningScore.Total(outerScores[i], ScoreWeights.Script) + 0.2 * Stability.OfModel(inner[i], outer[i]));
        })];
        int[] order = [.. Enumerable.Range(0, models.Length).OrderByDescending(i => totals[i]).ThenByDescending(i => inner[i]["sensitivity"]).ThenByDescending(i => inner[i]["npv"]).ThenBy(i => i)];
        return [.. order.Select((i, rank) => new RankedCombination(rank + 1, models[i].Combination.Name, totals[i], innerScores[i], inner[i], models[i].Features.Count))];
    }

    private static Dictionary<string, double> Metrics(PredictedCohort cohort)
    {
        double[] values = cohort.Metrics(smooth: false, UndefinedValues.Published);
        return MetricCatalog.Keys.Take(values.Length).Select((key, i) => (key, i)).ToDictionary(x => x.key, x => values[x.i], StringComparer.Ordinal);
    }
}
