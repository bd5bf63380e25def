using System.Globalization;
using Thca.Core.Features;
using Thca.Core.Provenance;
using Thca.Core.Tables;
using Thca.Statistics.Agreement;
using Thca.Statistics.Hypotheses;

namespace Thca.Segmentation.Assessment;

/// <summary>The tables of a study; each has the name of its file as source.</summary>
public static class EditTables
{
    private static readonly string[] SummaryColumns =
    [
        "dataset", "compared_with", "label", "quantity", "n", "missing", "value", "lower", "upper", "sd", "median", "median_lower", "median_upper", "p25", "p75", "min", "max", "p", "p_adjusted", "method",
    ];

    /// <summary><c>cases.csv</c>: one row per case, failed ones included.</summary>
    public static TextTable Cases(EditStudyResult result)
    {
        string[] begin = [FeatureTable.PatientIdColumn, "dataset", "center", "case_id"];
        if (result.Options.Mode == AnalysisMode.Reference)
        {
            string[] header = [.. begin, "dice", "jaccard", "volume_a", "volume_b", "volume_change", "volume_change_percent", "modified", "modification_type", "clinically_acceptable", "Status", "Message"];
            return Named("cases.csv", header, result.Cases.Select(c => (string[])[.. Identity(c), .. Reference(c.Reference), c.Status.Code, c.Status.Message]));
        }

        IReadOnlyList<(string Name, Func<MaskPairMetrics, double> Value)> columns = EditColumns.All(result.Options.Pair);
        return Named(
            "cases.csv",
            [.. begin, "label", .. columns.Select(c => c.Name), "category", "acceptable", "excellent", "volume_stable", "Status", "Message"],
            result.Cases.Select(c => (string[])
            [
                .. Identity(c),
                Whole(c.Label),
                .. columns.Select(column => NumberText.Format(c.Metrics is { } m ? column.Value(m) : double.NaN)),
                c.Metrics is { } k ? EditText.Of(k.Category) : "",
                Flag(c.Metrics?.Acceptable),
                Flag(c.Metrics?.Excellent),
                Flag(c.Metrics?.VolumeStable),
                c.Status.Code,
                c.Status.Message,
            ]));
    }

    /// <summary><c>slices.csv</c>: areas of every transverse slice that a mask of the case reaches, mm².</summary>
    public static TextTable Slices(EditStudyResult result) => Named(
        "slices.csv",
        [FeatureTable.PatientIdColumn, "dataset", "center", "case_id", "label", "slice", "area_a_mm2", "area_b_mm2", "added_mm2", "removed_mm2", "dice"],
        from c in result.Cases.Where(c => c.Metrics is not null)
        from s in c.Metrics!.Slices.Slices
        where s.AreaBefore + s.AreaAfter > 0
        select (string[])
        [
            .. Identity(c), Whole(c.Label), Whole(s.Index), NumberText.Format(s.AreaBefore), NumberText.Format(s.AreaAfter), NumberText.Format(s.Added), NumberText.Format(s.Removed), NumberText.Format(s.Dice),
        ]);

    /// <summary><c>summary.csv</c>: metrics, shares and agreement of every group, then the comparisons.</summary>
    public static TextTable Summary(EditStudyResult result) => Named("summary.csv", SummaryColumns, result.Groups.SelectMany(Rows).Concat(result.Comparisons.SelectMany(Rows)));

    /// <summary><c>Table1.csv</c>: the data sets side by side, for people.</summary>
    public static TextTable TableOne(EditStudyResult result)
    {
        string[] header = ["Dataset", "N", "Dice (mean±SD)", "95% CI", "Median (IQR)", "No modification (%)", "Clinically acceptable* (%)", "Volume difference (mm³)"];
        if (result.Reference is { } reference) return Named("Table1.csv", header, reference.Groups.Select(Row));
        return Named("Table1.csv", header, result.Groups.Select(Row));
    }

    private static string[] Row(EditGroup g)
    {
        EditSummary dice = g.Metric(EditColumns.Dice), change = g.Metric("change_mm3");
        return
        [
            EditText.Of(g.Name, g.Label),
            Whole(g.Patients.Count),
            $"{EditText.Fixed(dice.Summary.Mean, 3)}±{EditText.Fixed(dice.Summary.StandardDeviation, 3)}",
            $"{EditText.Fixed(dice.MeanInterval.Lower, 3)}-{EditText.Fixed(dice.MeanInterval.Upper, 3)}",
            $"{EditText.Fixed(dice.Summary.Median, 3)} ({EditText.Fixed(dice.Summary.Q1, 3)}-{EditText.Fixed(dice.Summary.Q3, 3)})",
            EditText.Fixed(100 * g.Proportion("unmodified").Share, 1),
            EditText.Fixed(100 * g.Proportion("acceptable").Share, 1),
            $"{EditText.Fixed(change.Summary.Median, 0)} ({EditText.Fixed(change.Summary.Q1, 0)} to {EditText.Fixed(change.Summary.Q3, 0)})",
        ];
    }

    private static string[] Row(ReferenceEditGroup g) =>
    [
        g.Name,
        Whole(g.Count),
        $"{EditText.Fixed(g.DiceMean, 3)}±{EditText.Fixed(g.DiceStandardDeviation, 3)}",
        $"{EditText.Fixed(g.DiceInterval.Lower, 3)}-{EditText.Fixed(g.DiceInterval.Upper, 3)}",
        $"{EditText.Fixed(g.DiceQuartiles.Median, 3)} ({EditText.Fixed(g.DiceQuartiles.Q1, 3)}-{EditText.Fixed(g.DiceQuartiles.Q3, 3)})",
        EditText.Fixed(g.UnmodifiedPercent, 1),
        EditText.Fixed(g.AcceptablePercent, 1),
        $"{EditText.Fixed(g.ChangeQuartiles.Median, 0)} ({EditText.Fixed(g.ChangeQuartiles.Q1, 0)} to {EditText.Fixed(g.ChangeQuartiles.Q3, 0)})",
    ];

    private static IEnumerable<string[]> Rows(EditGroup g)
    {
        foreach (EditSummary m in g.Metrics)
        {
            Statistics.Summaries.SampleSummary s = m.Summary;
            yield return Row(g.Name, "", g.Label, m.Column, Whole(s.Count), Whole(s.Missing), [s.Mean, m.MeanInterval.Lower, m.MeanInterval.Upper, s.StandardDeviation, s.Median, m.MedianInterval.Lower, m.MedianInterval.Upper, s.Q1, s.Q3, s.Minimum, s.Maximum], "mean, percentile bootstrap");
        }

        foreach (EditProportion p in g.Proportions) yield return Row(g.Name, "", g.Label, $"share_{p.Name}", Whole(p.Total), Whole(g.Patients.Count - p.Total), [p.Share, p.Lower, p.Upper], $"{p.Count} of {p.Total}, Wilson");
        foreach (VolumeAgreement v in g.Volumes)
        {
            foreach (string[] row in Rows(g, v, v.Difference, "mm3")) yield return row;
            foreach (string[] row in Rows(g, v, v.Percent, "percent")) yield return row;
            yield return Row(g.Name, "", g.Label, $"volume_{v.Scope}_icc_a1", Whole(v.Correlation.Subjects), "", [v.Correlation.Value, v.Correlation.Lower, v.Correlation.Upper], "ICC(A,1)");
        }
    }

    private static IEnumerable<string[]> Rows(EditGroup g, VolumeAgreement v, BlandAltman b, string unit)
    {
        string n = Whole(b.Count), missing = Whole(b.Missing), name = $"volume_{v.Scope}";
        yield return Row(g.Name, "", g.Label, $"{name}_bias_{unit}", n, missing, [b.Bias, b.BiasLower, b.BiasUpper], "Bland-Altman");
        yield return Row(g.Name, "", g.Label, $"{name}_lower_limit_{unit}", n, missing, [b.LowerLimit, b.LowerLimitInterval.Lower, b.LowerLimitInterval.Upper], "mean - 1.96 SD");
        yield return Row(g.Name, "", g.Label, $"{name}_upper_limit_{unit}", n, missing, [b.UpperLimit, b.UpperLimitInterval.Lower, b.UpperLimitInterval.Upper], "mean + 1.96 SD");
        yield return Row(g.Name, "", g.Label, $"{name}_percentiles_{unit}", n, missing, [double.NaN, b.Percentiles.Lower, b.Percentiles.Upper], "2.5 and 97.5 percentiles");
    }

    private static IEnumerable<string[]> Rows(EditComparison c)
    {
        string n = Whole(c.FirstCount + c.SecondCount), patients = Whole(c.Patients.First + c.Patients.Second);
        yield return Row(c.First, c.Second, c.Label, "dice_cliffs_delta", n, "", [c.Delta.Value, c.Delta.Lower, c.Delta.Upper], "percentile bootstrap");
        yield return Row(c.First, c.Second, c.Label, "dice_shift", n, "", [c.Shift.Shift, c.Shift.Lower, c.Shift.Upper], "Hodges-Lehmann");
        yield return Test(c, "dice_test", n, c.Dice, c.DiceAdjusted);
        yield return Row(c.First, c.Second, c.Label, "modified_difference", patients, "", [c.ModifiedDifference.Difference, c.ModifiedDifference.Lower, c.ModifiedDifference.Upper], "Newcombe");
        yield return Test(c, "modified_test", patients, c.ModifiedTest, c.ModifiedAdjusted);
        yield return Test(c, "category_test", patients, c.Categories, c.CategoriesAdjusted);
    }

    private static string[] Test(EditComparison c, string quantity, string n, HypothesisTestResult test, double adjusted)
    {
        string[] row = Row(c.First, c.Second, c.Label, quantity, n, "", [test.Statistic], test.Method);
        (row[^3], row[^2]) = (NumberText.Format(test.PValue), NumberText.Format(adjusted));
        return row;
    }

    private static string[] Row(string name, string with, int? label, string quantity, string n, string missing, double[] values, string method)
    {
        string[] row = new string[SummaryColumns.Length];
        Array.Fill(row, "");
        (row[0], row[1], row[2], row[3], row[4], row[5], row[^1]) = (name, with, Whole(label), quantity, n, missing, method);
        for (int i = 0; i < values.Length; i++) row[6 + i] = NumberText.Format(values[i]);
        return row;
    }

    private static string[] Identity(EditCase c) => [c.Patient.Value, c.Dataset, c.Center, c.Case.Value];

    private static string[] Reference(ReferenceMaskPair? r) => r is null
        ? [.. Enumerable.Repeat("NaN", 6), "", "", ""]
        : [.. new[] { r.Dice, r.Jaccard, r.VolumeBefore, r.VolumeAfter, r.Change, r.ChangePercent }.Select(NumberText.Format), Flag(r.Modified), r.Category, Flag(r.Acceptable)];

    private static TextTable Named(string file, IReadOnlyList<string> header, IEnumerable<string[]> rows) => new(header, rows, file);

    private static string Flag(bool? value) => value switch { true => "True", false => "False", null => "" };

    private static string Whole(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";
}
