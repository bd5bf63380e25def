using Thca.Statistics.Correlation;
using Thca.Statistics.Summaries;

namespace Thca.Modeling.Explanations;

/// <summary>How much a feature contributes to the predictions of a cohort.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="MeanAbsolute">Mean absolute contribution, log-odds.</param>
/// <param name="Deviation">Standard deviation of the absolute contribution (population form).</param>
/// <param name="MeanAbsoluteEvents">Mean absolute contribution of patients with the event.</param>
/// <param name="MeanAbsoluteOthers">Mean absolute contribution of patients without.</param>
/// <param name="Share">Share of the sum over features.</param>
/// <param name="Direction">Spearman correlation of value and contribution; NaN when one of them does not vary.</param>
/// <param name="FoldRankMedian">Median rank over outer folds; NaN without folds.</param>
/// <param name="FoldRankRange">Interquartile range of the rank over outer folds; NaN without folds.</param>
public sealed record FeatureImportance(
    string Feature, double MeanAbsolute, double Deviation, double MeanAbsoluteEvents, double MeanAbsoluteOthers, double Share, double Direction, double FoldRankMedian, double FoldRankRange)
{
    /// <summary>Importance of every feature of an explanation, largest first.</summary>
    public static IReadOnlyList<FeatureImportance> Of(CohortExplanation explanation)
    {
        double[][] ranks = [.. explanation.FoldImportance.Select(Ranks)];
        double[] means = [.. explanation.Features.Select((_, f) => explanation.Contributions.Average(c => Math.Abs(c[f])))];
        double total = means.Sum();
        return [.. explanation.Features.Select((name, f) => One(explanation, name, f, means[f], total, [.. ranks.Select(r => r[f])])).OrderByDescending(i => i.MeanAbsolute).ThenBy(i => i.Feature, StringComparer.Ordinal)];
    }

    private static FeatureImportance One(CohortExplanation e, string name, int f, double mean, double total, double[] ranks)
    {
        double[] absolute = [.. e.Contributions.Select(c => Math.Abs(c[f]))];
        double Among(bool outcome) => absolute.Where((_, i) => e.Outcome[i] == outcome).DefaultIfEmpty(double.NaN).Average();
        double deviation = Math.Sqrt(absolute.Average(a => (a - mean) * (a - mean)));
        double[] quartiles = ranks.Length == 0 ? [double.NaN, double.NaN, double.NaN] : Quantiles.Of(ranks, [0.25, 0.5, 0.75]);
        return new FeatureImportance(name, mean, deviation, Among(true), Among(false), total > 0 ? mean / total : double.NaN, DirectionOf(e, f), quartiles[1], quartiles[2] - quartiles[0]);
    }

    private static double DirectionOf(CohortExplanation e, int f)
    {
        int[] known = [.. Enumerable.Range(0, e.Patients.Count).Where(i => !double.IsNaN(e.Values[i][f]))];
        double[] values = [.. known.Select(i => e.Values[i][f])], contributions = [.. known.Select(i => e.Contributions[i][f])];
        return known.Length < 3 || values.Distinct().Count() < 2 || contributions.Distinct().Count() < 2 ? double.NaN : SpearmanCorrelation.Compute(values, contributions).Coefficient;
    }

    /// <summary>Rank 1 for the largest; features a fold does not have share the last place.</summary>
    private static double[] Ranks(double[] importance) => [.. importance.Select(v => v > 0 ? 1 + importance.Count(o => o > v) : (double)importance.Length)];
}
