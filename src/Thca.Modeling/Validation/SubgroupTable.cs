using System.Globalization;
using Thca.Core.Tables;
using Thca.Modeling.Data;
using Thca.Modeling.Declarations;
using Thca.Modeling.Metrics;
using Thca.Modeling.Output;
using Thca.Statistics.Roc;
using Thca.Statistics.Summaries;
using ReportText = Thca.Modeling.Reports.ReportText;

namespace Thca.Modeling.Validation;

/// <summary>Performance by sex, age (thirds of the development patients), T and N stage and the declared columns. A level with fewer than ten of either class is counted only.</summary>
internal static class SubgroupTable
{
    private const string Age = "Age";
    private const int FewestOfAClass = 10;
    private const int FewTrials = 40;
    private static readonly string[] Usual = ["Sex", Age, "T_stage", "N_stage"];

    /// <summary>Columns that make subgroups.</summary>
    public static IEnumerable<string> ColumnsOf(StudyDeclarations declarations) => Usual.Concat(declarations.Subgroups).Distinct(StringComparer.Ordinal);

    /// <summary>One row per cohort, column and level.</summary>
    /// <param name="cohorts">Cohorts with the patients' characteristics; the first sets the thirds of age.</param>
    public static TextTable Of(IReadOnlyList<(string Name, PredictedCohort Predictions, PatientTraits Traits)> cohorts)
    {
        double[] cuts = AgeCuts(cohorts[0].Predictions, cohorts[0].Traits);
        return new TextTable(
            ["Cohort", "Subgroup", "Level", "N", "Events", "AUC_ROC", "AUC_Lower", "AUC_Upper", "Sensitivity", "Sensitivity_Lower", "Sensitivity_Upper", "Specificity", "Specificity_Lower", "Specificity_Upper", "PPV", "PPV_Lower", "PPV_Upper", "NPV", "NPV_Lower", "NPV_Upper", "OE_Ratio", "OE_Lower", "OE_Upper", "Note"],
            cohorts.SelectMany(c => c.Traits.Columns.SelectMany(column => Levels(c.Predictions, c.Traits, column, cuts)
                .Select(level => (string[])[c.Name, column, level.Name, .. Row(c.Predictions.SelectRows(level.Rows))]))));
    }

    /// <summary>The table for the model card: areas and ratios with intervals; empty when there are no subgroups.</summary>
    public static string Markdown(TextTable table)
    {
        MetricEstimate Estimate(int row, string metric, string value) => new(Number(table[row, value]), Number(table[row, $"{metric}_Lower"]), Number(table[row, $"{metric}_Upper"]), "");
        string Cell(int row, string metric, string value) => table[row, "Note"] is { Length: > 0 } note ? note : ReportText.Share(Estimate(row, metric, value));
        return table.RowCount == 0 ? "" : ReportText.Table(
            ["Cohort", "Subgroup", "Level", "Patients", "Events", "AUC", "Sensitivity", "NPV", "O/E"],
            Enumerable.Range(0, table.RowCount).Select(row => (string[])
            [
                table[row, "Cohort"], table[row, "Subgroup"], table[row, "Level"], table[row, "N"], table[row, "Events"],
                Cell(row, "AUC", "AUC_ROC"), Cell(row, "Sensitivity", "Sensitivity"), Cell(row, "NPV", "NPV"), Cell(row, "OE", "OE_Ratio"),
            ])).TrimEnd();
    }

    private static double[] AgeCuts(PredictedCohort cohort, PatientTraits traits)
    {
        double[] ages = [.. cohort.Patients.Select(p => Number(traits[p, Age])).Where(a => !double.IsNaN(a))];
        return ages.Length < 3 ? [] : [.. Quantiles.Of(ages, [1.0 / 3, 2.0 / 3]).Distinct()];
    }

    private static IEnumerable<(string Name, int[] Rows)> Levels(PredictedCohort cohort, PatientTraits traits, string column, double[] cuts)
    {
        string LevelOf(string patient)
        {
            string text = traits[patient, column];
            if (text.Length == 0) return "missing";
            if (column != Age || cuts.Length == 0 || double.IsNaN(Number(text))) return text;
            int third = cuts.Count(c => Number(text) > c);
            string low = third == 0 ? "" : FormattableString.Invariant($"above {cuts[third - 1]:0.#}"), high = third == cuts.Length ? "" : FormattableString.Invariant($"up to {cuts[third]:0.#}");
            return $"{low} {high}".Trim();
        }

        return Enumerable.Range(0, cohort.Patients.Count).GroupBy(i => LevelOf(cohort.Patients[i])).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (g.Key, g.ToArray()));
    }

    private static string[] Row(PredictedCohort cohort)
    {
        int n = cohort.Outcome.Length, events = cohort.Outcome.Count(y => y);
        if (events < FewestOfAClass || n - events < FewestOfAClass) return [CellText.Of(n), CellText.Of(events), .. Enumerable.Repeat("", 18), "too few"];
        double[] values = cohort.Metrics(smooth: false);
        double Value(string key) => values[MetricCatalog.Keys.ToList().IndexOf(key)];
        AucEstimate auc = DeLong.MeanAuc(cohort.Outcome, cohort.Probabilities);
        double called = Value("predicted_positive_rate") * n, ratio = Value("oe_ratio");
        MetricEstimate Proportion(string key, double trials) => double.IsNaN(Value(key)) ? MetricEstimate.Undefined : ProportionIntervals.Mean(Value(key), trials, n < FewTrials);
        return
        [
            CellText.Of(n), CellText.Of(events), .. Cells(new MetricEstimate(auc.Value, auc.Lower, auc.Upper, "")), .. Cells(Proportion("sensitivity", events)), .. Cells(Proportion("specificity", n - events)),
            .. Cells(Proportion("ppv", called)), .. Cells(Proportion("npv", n - called)), .. Cells(CalibrationIntervals.Of("oe_ratio", ratio, cohort.Outcome, []) ?? MetricEstimate.Undefined), "",
        ];
    }

    private static string[] Cells(MetricEstimate m) => [CellText.Of(m.Value), CellText.Of(m.Lower), CellText.Of(m.Upper)];

    private static double Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : double.NaN;
}
