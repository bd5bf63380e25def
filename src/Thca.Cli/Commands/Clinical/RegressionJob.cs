using Thca.Cli.Infrastructure;
using Thca.Clinical.Baseline;
using Thca.Clinical.Cleaning;
using Thca.Clinical.Imputation;
using Thca.Clinical.Reference;
using Thca.Clinical.Regression;
using Thca.Clinical.RiskScores;
using Thca.Clinical.Schemas;
using Thca.Clinical.Tables;
using Thca.Core.Cohorts;
using Thca.Core.Files;
using Thca.Core.Tables;
using Thca.Tables.Excel;

namespace Thca.Cli.Commands.Clinical;

/// <summary>Runs the regression of one table, of scores and of an external table, and writes the files.</summary>
internal sealed class RegressionJob(CommandContext context, RegressionOptions options)
{
    public required IReadOnlyList<(RiskScore Score, ScoreDirection Direction)> Scores { get; init; }

    public required int Imputations { get; init; }

    public required bool AllowResubstitution { get; init; }

    public RegressionResult Run(CleanedTable cleaned, CleanedTable? external, string folder)
    {
        ClinicalTable table = WithOutcomeOnly(cleaned.Table);
        List<(RiskScore Score, RiskThreshold Threshold)> thresholds = [.. Scores.Select(s => (s.Score, Learn(s.Score, s.Direction, table)))];
        ClinicalTable training = RiskGroups.Add(table, thresholds);
        RegressionOptions used = options with { ForcedTerms = [.. options.ForcedTerms.Union(thresholds.Select(t => RiskGroups.GroupColumn(t.Score.Name)))] };
        RegressionResult result = context.WithProgress(p => Imputations == 0
            ? RegressionAnalysis.Run(new TrainingFold<ClinicalTable>(training), used, context.Compute, p, context.Cancellation)
            : RegressionAnalysis.Run(new TrainingFold<MultipleImputation>(Impute(training, thresholds)), used, context.Compute, p, context.Cancellation));
        Save(result, folder, "");
        TransportCheck? transport = null;
        List<(string, ClinicalTable, RegressionResult)> cohorts = [("Training", training, result)];
        if (external is not null)
        {
            ClinicalTable other = RiskGroups.Add(WithOutcomeOnly(external.Table), thresholds);
            IReadOnlyList<ClinicalTable> tables = Imputations == 0 ? [other] : Impute(other, thresholds).Tables;
            RegressionResult repeated = RegressionAnalysis.Repeat(result, tables, "external", used, context.Compute, context.Cancellation);
            Save(repeated, folder, "_external");
            transport = result.Multivariable is null ? null : TransportCheck.Of(result.Multivariable, tables[0]);
            cohorts.Add(("External", other, repeated));
            if (thresholds.Count > 0) ScoreSummaries.Consistency(result, repeated, [.. thresholds.Select(t => t.Score.Name)]).Write(Path.Combine(folder, "cohort_consistency.csv"));
        }

        AtomicFile.WriteAllText(Path.Combine(folder, "model_diagnostics.json"), DiagnosticsJson.ToJson(
            result, transport, ScoreContribution.Of(result, training, [.. thresholds.Select(t => t.Score.Name)], used, context.Cancellation)));
        if (thresholds.Count == 0) return result;
        AtomicFile.WriteAllText(Path.Combine(folder, "risk_thresholds.json"), ThresholdsJson.ToJson(thresholds, table.Ids));
        ScoreSummaries.Summary(cohorts, thresholds, AllowResubstitution).Write(Path.Combine(folder, "summary_scores.csv"));
        return result;
    }

    /// <summary>The original's regressions: every cohort alone, thresholds of its own, patients without score Low.</summary>
    public int RunReference(CleanedTable cleaned, CleanedTable? external, string folder)
    {
        int lines = 0;
        foreach ((CleanedTable? cohort, string suffix) in new[] { (cleaned, ""), (external, "_external") })
        {
            if (cohort is null) continue;
            ClinicalTable table = WithOutcomeOnly(cohort.Table);
            List<(RiskScore Score, RiskThreshold Threshold)> thresholds = [.. Scores.Select(s => (s.Score, Learn(s.Score, s.Direction, table)))];
            ClinicalTable grouped = RiskGroups.Add(table, thresholds);
            HashSet<string> groups = [.. thresholds.Select(t => RiskGroups.GroupColumn(t.Score.Name))], companions = [.. thresholds.Select(t => RiskGroups.ScoreColumn(t.Score.Name))];
            grouped = grouped.WithColumns([.. grouped.Columns.Where(c => !companions.Contains(c.Name)).Select(c => groups.Contains(c.Name) ? c.WithValues([.. c.Values.ToArray().Select(v => double.IsNaN(v) ? 0 : v)], CellMark.Observed) : c)]);
            (IReadOnlyList<RegressionRow> univariable, IReadOnlyList<RegressionRow> multivariable) = ReferenceRegression.Run(grouped, [.. groups], context.Seed, context.Compute, context.Cancellation);
            RegressionTables.Lines(univariable, suffix.TrimStart('_')).Write(Path.Combine(folder, $"univariable{suffix}.csv"));
            RegressionTables.Lines(multivariable, suffix.TrimStart('_')).Write(Path.Combine(folder, $"multivariable{suffix}.csv"));
            lines += univariable.Count + multivariable.Count;
        }

        return lines;
    }

    private ClinicalTable WithOutcomeOnly(ClinicalTable table)
    {
        int[] rows = [.. Enumerable.Range(0, table.RowCount).Where(r => !double.IsNaN(table.Outcome![r]))];
        if (rows.Length < table.RowCount) context.Warn($"{table.RowCount - rows.Length} patients without outcome are left out.");
        return rows.Length == table.RowCount ? table : table.SelectRows(rows);
    }

    private RiskThreshold Learn(RiskScore score, ScoreDirection direction, ClinicalTable table)
    {
        double[] values = score.For(table.Ids);
        int missing = values.Count(double.IsNaN);
        if (missing > 0) context.Warn($"Score {score.Name}: {missing} of {table.RowCount} patients have none; their risk group is missing.");
        if (score.SourceOf(table.Ids) is "unknown" or "mixed") context.Warn($"PROVENANCE_UNKNOWN: score {score.Name} does not say where its values come from (column Prediction_Source); results may be optimistic.");
        var fold = new TrainingFold<(double[] Scores, double[] Outcome)>((values, table.Outcome!.Values.ToArray()));
        return RiskThreshold.Learn(fold, score.Name, direction, seed: context.Seed, compute: context.Compute, ct: context.Cancellation);
    }

    private MultipleImputation Impute(ClinicalTable table, IReadOnlyList<(RiskScore Score, RiskThreshold Threshold)> scores)
    {
        HashSet<string> groups = [.. scores.Select(s => RiskGroups.GroupColumn(s.Score.Name))];
        ClinicalTable usable = table.WithColumns([.. table.Columns.Where(c => c.Missing < c.Count && !groups.Contains(c.Name))]);
        var chained = new ChainedEquationsOptions { Imputations = Imputations, Seed = context.Seed };
        MultipleImputation result = ChainedEquations.Impute(new TrainingFold<ClinicalTable>(usable), chained, context.Compute, ct: context.Cancellation);
        return result with { Tables = [.. result.Tables.Select(t => RiskGroups.Complete(t, table, scores))] };
    }

    private static void Save(RegressionResult result, string folder, string suffix)
    {
        RegressionTables.Lines(result.UnivariableLines, result.Cohort).Write(Path.Combine(folder, $"univariable{suffix}.csv"));
        RegressionTables.Lines(result.MultivariableLines, result.Cohort).Write(Path.Combine(folder, $"multivariable{suffix}.csv"));
        TextTable display = RegressionTables.Display(result), notes = new(["Notes"], result.Notes.Select(n => (string[])[n]));
        Workbook.Write(Path.Combine(folder, $"regression{suffix}.xlsx"), ("Regression", display), ("Notes", notes));
        AtomicFile.WriteAllText(Path.Combine(folder, $"regression{suffix}.md"), TableText.Markdown(display) + "\n" + string.Concat(result.Notes.Select(n => $"- {n}\n")));
    }
}
