using System.Globalization;
using System.Text;
using Thca.Clinical.Baseline;
using Thca.Clinical.Imputation;
using Thca.Clinical.Tables;
using Thca.Core.Provenance;
using Thca.Core.Tables;

namespace Thca.Clinical.Cleaning;

/// <summary>Describes in Markdown what cleaning and preprocessing did.</summary>
public static class CleaningReport
{
    /// <summary>Shape, outcome, findings, missing values, outliers, imputation with its convergence, and what remains.</summary>
    /// <param name="cleaned">The cleaned table.</param>
    /// <param name="model">The fitted preprocessing.</param>
    /// <param name="processed">The table after preprocessing.</param>
    public static string Markdown(CleanedTable cleaned, PreprocessingModel model, ClinicalTable processed)
    {
        var text = new StringBuilder("# Clinical table\n\n");
        ClinicalTable table = cleaned.Table;
        Line(text, $"{table.RowCount} patients, {table.Columns.Count} columns; {processed.Columns.Count} columns after preprocessing, learnt on {model.TrainingRows} patients. THCA-ITH {ProvenanceRecord.ProductVersion}.");
        if (table.Outcome is { } outcome) Outcome(text, outcome);
        Section(text, "Findings", Findings(cleaned.Report));
        Section(text, "Missing values", MissingValues(table));
        Section(text, "Patterns of missing values", Patterns(table));
        Section(text, "Outliers", Outliers(model));
        Section(text, "Preprocessing", Steps(model, table));
        if (model.Imputer is { Rounds: > 0 } imputer)
            Line(text, $"Iterative imputation (Bayesian ridge, outcome excluded): {imputer.Rounds} rounds, last change {imputer.LastChange:G3} of a standard deviation against a threshold of {imputer.Threshold:G3}, {(imputer.Converged ? "converged" : "NOT converged")}.");
        Line(text, $"Missing values left after preprocessing: {processed.Columns.Sum(c => c.Missing)}.");
        return text.ToString();
    }

    private static void Outcome(StringBuilder text, ClinicalSeries outcome)
    {
        int events = outcome.Values.Count(1), others = outcome.Values.Count(0), n = outcome.Count;
        string Share(int count) => $"{count} ({ClinicalFormat.Fixed(100.0 * count / n, 1)} %)";
        Line(text, $"Outcome {outcome.Name}: {outcome.Definition.Levels[0].Label} {Share(others)}, {outcome.Definition.Levels[1].Label} {Share(events)}, missing {Share(outcome.Missing)}.");
    }

    private static TextTable Findings(ValidationReport report) => new(
        ["Severity", "Code", "Column", "Count", "First"],
        report.Issues.GroupBy(i => (i.Severity, i.Code, i.Column)).OrderByDescending(g => g.Key.Severity).Select(g => (string[])
            [g.Key.Severity.ToString().ToLowerInvariant(), g.Key.Code, g.Key.Column, Integer(g.Count()), (g.First().Row > 0 ? $"row {g.First().Row}: " : "") + g.First().Message]));

    private static TextTable MissingValues(ClinicalTable table) => new(
        ["Column", "Missing", "Percent", "P against the outcome (Fisher)", "P adjusted"],
        Missingness.Of(table).Where(m => m.Missing > 0).OrderByDescending(m => m.Missing).Select(m => (string[])
            [m.Column, Integer(m.Missing), ClinicalFormat.Fixed(100 * m.Fraction, 2), ClinicalFormat.P(m.PValue), ClinicalFormat.P(m.AdjustedP)]));

    private static TextTable Patterns(ClinicalTable table) => new(
        ["Missing together", "Patients"], Missingness.Patterns(table).Take(10).Select(p => (string[])[p.Columns.Count == 0 ? "nothing" : string.Join(", ", p.Columns), Integer(p.Rows)]));

    private static TextTable Outliers(PreprocessingModel model) => new(
        ["Column", "Lower limit", "Upper limit", "Scale", "Outside", "Treatment"],
        model.Columns.Where(c => c.Limits is { Outliers: > 0 } or { Refusal.Length: > 0 }).Select(c => (string[])
        [
            c.Name, double.IsNaN(c.Limits!.Lower) ? "" : c.Limits.Lower.ToString("G4", CultureInfo.InvariantCulture), double.IsNaN(c.Limits.Upper) ? "" : c.Limits.Upper.ToString("G4", CultureInfo.InvariantCulture),
            c.Limits.OnLogScale ? "log" : "raw", Integer(c.Limits.Outliers), c.Limits.Caps ? "moved to the limits" : c.Limits.Refusal.Length > 0 ? $"kept: {c.Limits.Refusal}" : "flagged only",
        ]));

    private static TextTable Steps(PreprocessingModel model, ClinicalTable table) => new(
        ["Column", "Cells imputed", "Method", "Why"], model.Explain(table).Where(e => e.Reason != "complete").Select(e => (string[])[e.Column, Integer(e.Cells), e.Method, e.Reason]));

    private static void Section(StringBuilder text, string title, TextTable table)
    {
        if (table.RowCount > 0) text.Append("## ").Append(title).Append("\n\n").Append(TableText.Markdown(table)).Append('\n');
    }

    private static void Line(StringBuilder text, FormattableString line) => text.Append(FormattableString.Invariant(line)).Append("\n\n");

    private static string Integer(int value) => value.ToString(CultureInfo.InvariantCulture);
}
