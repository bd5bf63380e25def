using Thca.Core.Compute;
using Thca.Core.Randomness;
using Thca.Core.Tables;
using Thca.Modeling.Metrics;
using Thca.Modeling.Training;
using Thca.Statistics.Multiplicity;
using Thca.Statistics.Roc;

namespace Thca.Modeling.Output;

/// <summary>Compares every pair of models (combinations and baselines) on the same patients; p-values are Holm-adjusted over the pairs of one test.</summary>
internal static class PairwiseTests
{
    private const int MostReplicates = 1000;

    /// <summary>A model with its predictions in folds.</summary>
    public sealed record Model(string Name, PredictedCohort Predictions, IReadOnlyList<OutOfFoldPrediction> Folds, IReadOnlyDictionary<string, MetricEstimate> Metrics);

    public static TextTable Table(IReadOnlyList<Model> models, int replicates, RandomSeed seed, ComputeOptions? compute, CancellationToken ct)
    {
        (int A, int B)[] pairs = [.. Enumerable.Range(0, models.Count).SelectMany(a => Enumerable.Range(a + 1, models.Count - a - 1).Select(b => (a, b)))];
        List<string[]> rows = [];
        Add("auc_roc", "DeLong", pair =>
        {
            AucComparison c = DeLong.CompareMeans(models[pair.A].Predictions.Outcome, models[pair.A].Predictions.Probabilities, models[pair.B].Predictions.Probabilities);
            return new PairedDifference(c.Difference, c.Lower, c.Upper, c.P);
        });
        double[][] areas = [.. models.Select(m => FoldAreas(m.Folds))];
        double ratio = TestToTrain(models);
        Add("auc_roc", "corrected resampled t over folds", pair => NadeauBengio.Test([.. areas[pair.A].Zip(areas[pair.B], (a, b) => a - b)], ratio));
        foreach ((string metric, bool among) in new[] { ("sensitivity", true), ("specificity", false) })
            Add(metric, "exact McNemar on majority decisions", pair => McNemar(models[pair.A], models[pair.B], metric, among));
        if (pairs.Length > 0)
        {
            PairedBootstrap bootstrap = PairedBootstrap.Draw([.. models.Select(m => m.Predictions)], Math.Min(replicates, MostReplicates), seed, "internal", compute, ct);
            foreach (string metric in PairedBootstrap.Metrics) Add(metric, "paired bootstrap", pair => bootstrap.Compare(pair.A, pair.B, metric));
        }

        return new TextTable(["A", "B", "Cohort", "Metric", "Difference", "Lower", "Upper", "P", "P_Holm", "Test"], rows);

        void Add(string metric, string test, Func<(int A, int B), PairedDifference> compare)
        {
            if (pairs.Length == 0) return;
            PairedDifference[] results = [.. pairs.Select(compare)];
            double[] holm = PValueAdjustment.Adjust([.. results.Select(r => r.P)], AdjustmentMethod.Holm);
            for (int i = 0; i < results.Length; i++)
                rows.Add([models[pairs[i].A].Name, models[pairs[i].B].Name, "internal", metric, CellText.Of(results[i].Difference), CellText.Of(results[i].Lower), CellText.Of(results[i].Upper), CellText.Of(results[i].P), CellText.Of(holm[i]), test]);
        }
    }

    private static double[] FoldAreas(IReadOnlyList<OutOfFoldPrediction> folds) =>
    [
        .. folds.GroupBy(p => (p.Repeat, p.Fold)).OrderBy(g => g.Key.Repeat).ThenBy(g => g.Key.Fold)
            .Select(g => g.Any(p => p.Outcome) && g.Any(p => !p.Outcome) ? RocCurve.Auc([.. g.Select(p => p.Outcome)], [.. g.Select(p => p.Calibrated)]) : double.NaN),
    ];

    private static double TestToTrain(IReadOnlyList<Model> models)
    {
        int folds = models.Count == 0 ? 2 : Math.Max(2, models[0].Folds.Select(p => p.Fold).Distinct().Count());
        return 1.0 / (folds - 1);
    }

    private static PairedDifference McNemar(Model a, Model b, string metric, bool among)
    {
        double p = PairedComparison.McNemar(a.Predictions.Outcome, Majority(a.Predictions), Majority(b.Predictions), among);
        return new PairedDifference(a.Metrics[metric].Value - b.Metrics[metric].Value, double.NaN, double.NaN, p);
    }

    private static bool[] Majority(PredictedCohort cohort) => [.. Enumerable.Range(0, cohort.Outcome.Length).Select(i => 2 * cohort.Positive.Count(p => p[i]) >= cohort.Repeats)];
}
