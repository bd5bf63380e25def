using System.Text;
using Thca.Core.Provenance;
using Thca.Core.Tables;
using Thca.Statistics.Agreement;

namespace Thca.Segmentation.Assessment;

/// <summary>The report in words; every number in it is computed.</summary>
public static class EditReport
{
    /// <summary>What the numbers do not say; part of every report.</summary>
    public const string Statement =
        "Agreement between an automatic mask and its own revision measures the effort of editing, not accuracy: the reviewer starts from the mask that is judged. " +
        "The data sets are different patients with different starting masks, so the comparisons are not causal.";

    /// <summary>Writes the report as Markdown.</summary>
    public static string Markdown(EditStudyResult result)
    {
        var text = new StringBuilder();
        Line(text, $"# Edit assessment\n");
        Line(text, $"{Statement}\n");
        if (result.Options.Mode == AnalysisMode.Reference) Line(text, $"**Reference mode**: the original's arithmetic, in which every label counts as the mask; not for new conclusions.\n");
        Data(text, result);
        if (result.Reference is { } reference) Reference(text, reference, EditTables.TableOne(result));
        else Sound(text, result);
        Problems(text, result);
        return text.ToString();
    }

    /// <summary>A table as Markdown.</summary>
    public static string Markdown(TextTable table)
    {
        var text = new StringBuilder();
        Line(text, $"| {string.Join(" | ", table.Header.Select(Cell))} |");
        Line(text, $"|{string.Concat(table.Header.Select(_ => "---|"))}");
        for (int r = 0; r < table.RowCount; r++) Line(text, $"| {string.Join(" | ", table.Row(r).Select(Cell))} |");
        return text.ToString();
    }

    /// <summary>What was found, one sentence per group and comparison.</summary>
    public static IReadOnlyList<string> Sentences(EditStudyResult result) => [.. result.Groups.Select(Sentence), .. result.Comparisons.Select(c => Sentence(c, result.Options.Alpha))];

    /// <summary>The note below table 1.</summary>
    public static string TableNote(EditStudyResult result) => result.Options.Mode == AnalysisMode.Reference
        ? "*Dice at least 0.9. N counts files; SD with divisor n; t interval of the mean; median change (25th to 75th percentile)."
        : FormattableString.Invariant($"*Dice at least {result.Options.Pair.AcceptableDice}. N counts patients; SD with divisor n - 1; percentile bootstrap interval of the mean ({result.Options.BootstrapReplicates} samples); median change (25th to 75th percentile).");

    private static void Data(StringBuilder text, EditStudyResult result)
    {
        string label = result.Options switch
        {
            { Mode: AnalysisMode.Reference } => "any non-zero label",
            { AllLabels: true } => "every label, one by one",
            { Label: { } l } => FormattableString.Invariant($"label {l}"),
            _ => "the lesion (label 11, else the only label)",
        };
        Line(text, $"- Compared: {label}");
        foreach (EditPair pair in result.Pairs)
        {
            EditCase[] cases = [.. result.Cases.Where(c => c.Dataset == pair.Name)];
            string center = pair.Center.Length > 0 ? $", center {pair.Center}" : "";
            Line(text, $"- {pair.Name}{center}: {EditText.Count(cases.DistinctBy(c => c.Case).Count(), "case")} of {EditText.Count(cases.Select(c => c.Patient).Distinct().Count(), "patient")}, {EditText.Count(cases.Count(c => !c.Status.IsOk), "row")} failed{(pair.Name == result.Options.Baseline ? "; the baseline" : "")}");
        }
    }

    private static void Sound(StringBuilder text, EditStudyResult result)
    {
        MaskPairOptions o = result.Options.Pair;
        Line(text, $"\n## Methods\n");
        Line(text, $"Surfaces are compared between voxel centres in mm. Categories by Dice: none (identical), minor (at least {o.CategoryEdges.Minor}), moderate (at least {o.CategoryEdges.Moderate}), major (below). Acceptable: Dice at least {o.AcceptableDice}; excellent: at least {o.ExcellentDice}. A patient with several masks counts once, with the mean of each metric. Intervals cover 95 %: percentile bootstrap of patients for means, medians and Cliff's delta, Wilson and Newcombe for shares. P-values are adjusted by Holm over all {3 * result.Comparisons.Count} tests of the {EditText.Count(result.Comparisons.Count, "planned comparison")}. Seed {result.Options.Seed.Value}.");
        Line(text, $"\n## Table 1\n");
        text.Append(Markdown(EditTables.TableOne(result)));
        Line(text, $"\n{TableNote(result)}");
        Line(text, $"\n## Findings\n");
        foreach (string sentence in Sentences(result)) Line(text, $"- {sentence}");
        Line(text, $"\n## Agreement of volumes\n");
        foreach (EditGroup g in result.Groups) Volumes(text, g);
    }

    private static string Sentence(EditGroup g)
    {
        if (g.Patients.Count == 0) return $"{EditText.Of(g.Name, g.Label)}: no case could be measured.";
        EditSummary dice = g.Metric(EditColumns.Dice), distance = g.Metric("hd95_mm"), added = g.Metric("added_mm3"), removed = g.Metric("removed_mm3");
        EditProportion unmodified = g.Proportion("unmodified"), acceptable = g.Proportion("acceptable");
        return FormattableString.Invariant(
            $"{EditText.Of(g.Name, g.Label)}: {unmodified.Count} of {EditText.Count(unmodified.Total, "patient")} unmodified ({Percent(unmodified)}), {acceptable.Count} acceptable ({Percent(acceptable)}); median Dice {EditText.Fixed(dice.Summary.Median, 3)} ({EditText.Interval(dice.MedianInterval, 3)}), median HD95 {EditText.Fixed(distance.Summary.Median, 2)} mm; on average {EditText.Fixed(added.Summary.Mean, 0)} mm³ added and {EditText.Fixed(removed.Summary.Mean, 0)} mm³ removed.");
    }

    private static string Sentence(EditComparison c, double alpha)
    {
        string name = c.Label is { } label ? FormattableString.Invariant($"{c.First} against {c.Second}, label {label}") : $"{c.First} against {c.Second}";
        if (c.Dice.Reason is { } reason) return $"{name}: Dice cannot be compared ({reason.Message})";
        string verdict = c.DiceAdjusted < alpha ? (c.Delta.Value > 0 ? "higher Dice in the first" : c.Delta.Value < 0 ? "lower Dice in the first" : "Dice differs in spread") : "no difference of Dice is shown; the intervals say which remain possible";
        string reduction = double.IsNaN(c.ModifiedReductionPercent) ? "nobody's mask was modified in the second" : $"{EditText.Fixed(Math.Abs(c.ModifiedReductionPercent), 1)} % {(c.ModifiedReductionPercent >= 0 ? "fewer" : "more")} patients with modified masks, relative to the second";
        return FormattableString.Invariant(
            $"{name} ({c.FirstCount} and {c.SecondCount} patients): {verdict}; Cliff's delta {EditText.Fixed(c.Delta.Value, 2)} ({EditText.Interval((c.Delta.Lower, c.Delta.Upper), 2)}), shift {EditText.Fixed(c.Shift.Shift, 3)} ({EditText.Interval((c.Shift.Lower, c.Shift.Upper), 3)}), p {EditText.P(c.Dice.PValue)}, adjusted {EditText.P(c.DiceAdjusted)}. Modified masks: difference {EditText.Fixed(100 * c.ModifiedDifference.Difference, 1)} percentage points ({EditText.Interval((100 * c.ModifiedDifference.Lower, 100 * c.ModifiedDifference.Upper), 1)}), adjusted p {EditText.P(c.ModifiedAdjusted)}; {reduction}. Categories: adjusted p {EditText.P(c.CategoriesAdjusted)}.");
    }

    private static string Percent(EditProportion p) => FormattableString.Invariant($"{EditText.Fixed(100 * p.Share, 1)} %, {EditText.Interval((100 * p.Lower, 100 * p.Upper), 1)}");

    private static void Volumes(StringBuilder text, EditGroup g)
    {
        foreach (VolumeAgreement v in g.Volumes.Where(v => v.Difference.Count > 0))
        {
            string scope = v.Scope == "all" ? $"all {EditText.Count(v.Difference.Count, "patient")}, {v.Unmodified} of them unmodified" : $"the {EditText.Count(v.Difference.Count, "patient")} with modified masks";
            BlandAltman d = v.Difference, p = v.Percent;
            Line(text, $"- {EditText.Of(g.Name, g.Label)}, {scope}: bias {EditText.Fixed(d.Bias, 1)} mm³ ({EditText.Interval((d.BiasLower, d.BiasUpper), 1)}), limits of agreement {EditText.Interval((d.LowerLimit, d.UpperLimit), 1)} mm³, percentiles {EditText.Interval(d.Percentiles, 1)} mm³; in percent {EditText.Fixed(p.Bias, 1)}, limits {EditText.Interval((p.LowerLimit, p.UpperLimit), 1)}; ICC(A,1) {EditText.Fixed(v.Correlation.Value, 3)} ({EditText.Interval((v.Correlation.Lower, v.Correlation.Upper), 3)}).");
        }
    }

    private static void Reference(StringBuilder text, ReferenceEditResult reference, TextTable table)
    {
        Line(text, $"\n## Table 1\n");
        text.Append(Markdown(table));
        Line(text, $"\n## Comparisons\n");
        foreach (ReferenceEditComparison c in reference.Comparisons)
            Line(text, $"- {c.First} against {c.Second}: Mann-Whitney U {EditText.Fixed(c.MannWhitney.Statistic, 1)}, p {EditText.P(c.MannWhitney.PValue)}; mean difference {EditText.Fixed(c.MeanDifference, 3)}, Cohen's d {EditText.Fixed(c.CohensD, 3)}; modification rate reduced by {EditText.Fixed(c.ReductionPercent, 1)} %, {EditText.Count(c.CasesSaved, "case")} saved.");
    }

    private static void Problems(StringBuilder text, EditStudyResult result)
    {
        if (result.Failed.Count == 0) return;
        Line(text, $"\n## Cases without numbers\n");
        foreach (EditCase c in result.Failed) Line(text, $"- {c.Dataset}, {c.Case}: {c.Status.Code}: {c.Status.Message}");
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    private static void Line(StringBuilder text, FormattableString line) => text.Append(FormattableString.Invariant(line)).Append('\n');
}
