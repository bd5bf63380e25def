using Thca.Core.Randomness;
using Thca.Core.Tables;
using Thca.Modeling.Data;
using Thca.Modeling.Declarations;
using Thca.Modeling.Explanations;
using Thca.Statistics.Resampling;

namespace Thca.Modeling.Output;

/// <summary>Tables of contributions.</summary>
internal static class ShapTables
{
    private const int ShareReplicates = 500;

    /// <summary>One row per patient; base value and contributions add up to the margin.</summary>
    public static TextTable Values(CohortExplanation e) => new(
        ["PatientID", "base_value", "margin", "probability_raw", "probability_calibrated", .. e.Features],
        e.Patients.Select((p, i) => (string[])[p, CellText.Of(e.Base[i]), CellText.Of(e.Margin[i]), CellText.Of(e.ProbabilityRaw[i]), CellText.Of(e.Calibrated[i]), .. e.Contributions[i].Select(CellText.Of)]));

    /// <summary>One row per feature, most important first.</summary>
    public static TextTable Importance(CohortExplanation e, IReadOnlyDictionary<string, string> units) => new(
        ["feature", "modality", "unit", "mean_abs", "sd_abs", "rank", "mean_abs_M1", "mean_abs_M0", "share", "sign_correlation", "fold_rank_median", "fold_rank_iqr"],
        FeatureImportance.Of(e).Select((i, rank) => (string[])
        [
            i.Feature, ModalityOf(i.Feature).ToString(), UnitOf(i.Feature, units), CellText.Of(i.MeanAbsolute), CellText.Of(i.Deviation), CellText.Of(rank + 1), CellText.Of(i.MeanAbsoluteEvents),
            CellText.Of(i.MeanAbsoluteOthers), CellText.Of(i.Share), CellText.Of(i.Direction), CellText.Of(i.FoldRankMedian), CellText.Of(i.FoldRankRange),
        ]));

    /// <summary>Share of every modality in the sum of mean absolute contributions, with the interval of a bootstrap of patients.</summary>
    public static TextTable Modalities(CohortExplanation e, RandomSeed seed)
    {
        string[] modalities = [.. e.Features.Select(f => ModalityOf(f).ToString())];
        string[] names = [.. modalities.Distinct().Order(StringComparer.Ordinal)];
        double[] Shares(IReadOnlyList<int> rows)
        {
            double[] sums = [.. names.Select(n => rows.Sum(r => e.Contributions[r].Where((_, f) => modalities[f] == n).Sum(Math.Abs)))];
            double total = sums.Sum();
            return Array.ConvertAll(sums, s => total > 0 ? s / total : double.NaN);
        }

        double[] estimate = Shares([.. Enumerable.Range(0, e.Patients.Count)]);
        double[][] samples = [.. Enumerable.Range(0, ShareReplicates).Select(b =>
        {
            RandomStream random = seed.Stream("bootstrap/shap", e.Cohort, b);
            return Shares([.. Enumerable.Range(0, e.Patients.Count).Select(_ => random.NextInt(e.Patients.Count))]);
        })];
        return new TextTable(["modality", "share", "lower", "upper"], names.Select((n, m) =>
        {
            (double lower, double upper) = BootstrapInterval.Percentile([.. samples.Select(s => s[m])]);
            return (string[])[n, CellText.Of(estimate[m]), CellText.Of(lower), CellText.Of(upper)];
        }));
    }

    private static Modality ModalityOf(string feature) => ColumnRules.ModalityOf(feature);

    private static string UnitOf(string feature, IReadOnlyDictionary<string, string> units) =>
        units.TryGetValue(feature, out string? unit) ? unit : FeatureUnits.Of(new ModelFeature(feature, ModalityOf(feature))).Unit;
}
