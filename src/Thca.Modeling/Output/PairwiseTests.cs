using Thca.Core.Tables;
using Thca.Modeling.Metrics;
using Thca.Modeling.Training;
using Thca.Statistics.Multiplicity;
using Thca.Statistics.Roc;

namespace Thca.Modeling.Output;

/// <summary>Compares every pair of combinations on the same patients; p-values are Holm-adjusted over the pairs of one metric.</summary>
internal static class PairwiseTests
{
    public static TextTable Table(IReadOnlyList<CombinationResult> combinations)
    {
        (CombinationResult A, CombinationResult B)[] pairs = [.. combinations.SelectMany((a, i) => combinations.Skip(i + 1).Select(b => (a, b)))];
        List<string[]> rows = [];
        AucComparison[] auc = [.. pairs.Select(p => DeLong.CompareMeans(p.A.Predictions.Outcome, p.A.Predictions.Probabilities, p.B.Predictions.Probabilities))];
        Add("auc_roc", "DeLong", [.. auc.Select(c => (c.Difference, c.Lower, c.Upper, c.P))]);
        foreach ((string metric, bool among) in new[] { ("sensitivity", true), ("specificity", false) })
            Add(metric, "exact McNemar on majority decisions", [.. pairs.Select(p => McNemar(p.A, p.B, metric, among))]);
        return new TextTable(["A", "B", "Cohort", "Metric", "Difference", "Lower", "Upper", "P", "P_Holm", "Test"], rows);

        void Add(string metric, string test, (double Difference, double Lower, double Upper, double P)[] results)
        {
            if (results.Length == 0) return;
            double[] holm = PValueAdjustment.Adjust([.. results.Select(r => r.P)], AdjustmentMethod.Holm);
            for (int i = 0; i < results.Length; i++)
                rows.Add([pairs[i].A.Combination.Name, pairs[i].B.Combination.Name, "internal", metric, CellText.Of(results[i].Difference), CellText.Of(results[i].Lower), CellText.Of(results[i].Upper), CellText.Of(results[i].P), CellText.Of(holm[i]), test]);
        }
    }

    private static (double Difference, double Lower, double Upper, double P) McNemar(CombinationResult a, CombinationResult b, string metric, bool among)
    {
        bool[] outcome = a.Predictions.Outcome;
        double p = PairedComparison.McNemar(outcome, Majority(a.Predictions), Majority(b.Predictions), among);
        return (a.Metrics[metric].Value - b.Metrics[metric].Value, double.NaN, double.NaN, p);
    }

    private static bool[] Majority(PredictedCohort cohort) => [.. Enumerable.Range(0, cohort.Outcome.Length).Select(i => 2 * cohort.Positive.Count(p => p[i]) >= cohort.Repeats)];
}
