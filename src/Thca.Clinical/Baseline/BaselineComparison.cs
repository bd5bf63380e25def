using Thca.Clinical.Imputation;
using Thca.Clinical.Schemas;
using Thca.Clinical.Tables;
using Thca.Core.Errors;
using Thca.Core.Provenance;
using Thca.Statistics.Hypotheses;
using Thca.Statistics.Multiplicity;
using Thca.Statistics.Summaries;

namespace Thca.Clinical.Baseline;

/// <summary>
/// Compares groups at baseline. Numbers: Mann-Whitney or Kruskal-Wallis (Welch where the schema says normal); ordered levels: the same on
/// level numbers; other levels: chi-squared without Yates, exact when an expected count is below 5.
/// </summary>
public static class BaselineComparison
{
    /// <summary>Compares the groups of one table.</summary>
    /// <param name="table">A cleaned table.</param>
    /// <param name="group">Categorical column (or the outcome) whose levels are the groups; patients without one are left out.</param>
    /// <param name="options">Settings; default as documented there.</param>
    /// <param name="ct">Cancels the work.</param>
    /// <exception cref="TableException">The column is absent or has fewer than two levels with patients.</exception>
    public static BaselineTable Compare(ClinicalTable table, string group, BaselineOptions? options = null, CancellationToken ct = default) =>
        Compare([table], group, options ?? new BaselineOptions(), ct);

    /// <summary>
    /// Compares the groups after multiple imputation: summaries and standardised differences are means over the imputations, p-values their
    /// medians (the median-p rule of Eekhout et al., 2017). Missing counts are those before imputation.
    /// </summary>
    /// <param name="imputation">The completed tables.</param>
    /// <param name="group">Grouping column.</param>
    /// <param name="options">Settings; default as documented there.</param>
    /// <param name="ct">Cancels the work.</param>
    public static BaselineTable ComparePooled(MultipleImputation imputation, string group, BaselineOptions? options = null, CancellationToken ct = default) =>
        Compare(imputation.Tables, group, options ?? new BaselineOptions(), ct);

    private static BaselineTable Compare(IReadOnlyList<ClinicalTable> tables, string group, BaselineOptions options, CancellationToken ct)
    {
        options.Validate();
        ClinicalSeries by = tables[0][group];
        if (by.Definition.IsNumeric) throw new TableException($"Group column '{group}' holds {by.Definition.Kind.ToString().ToLowerInvariant()} numbers, expected levels.", "Group by a column with few levels.");
        int[] levels = [.. Enumerable.Range(0, by.Definition.Levels.Count).Where(l => by.Values.Contains(l))];
        if (levels.Length < 2) throw new TableException($"Group column '{group}' has {levels.Length} level(s) with patients, expected at least two.");
        int[][] rows = [.. levels.Select(l => Enumerable.Range(0, by.Count).Where(r => by[r] == l).ToArray())];
        List<BaselineRow> lines = [];
        foreach (ClinicalSeries column in Columns(tables[0], group))
        {
            ct.ThrowIfCancellationRequested();
            lines.AddRange(new VariableComparison([.. tables.Select(t => t[column.Name])], rows, options).Lines(ct));
        }

        double[] adjusted = PValueAdjustment.Adjust([.. lines.Select(l => l.Test?.PValue ?? double.NaN)], AdjustmentMethod.BenjaminiHochberg);
        BaselineRow[] done = [.. lines.Select((l, i) => l with { AdjustedP = adjusted[i] })];
        return new BaselineTable([.. levels.Select(l => by.Definition.Levels[l].Label)], [.. rows.Select(r => r.Length)], done, Methods(by, tables.Count, done, options));
    }

    private static IEnumerable<ClinicalSeries> Columns(ClinicalTable table, string group) =>
        (table.Outcome is { } outcome && outcome.Name != group ? table.Columns.Prepend(outcome) : table.Columns).Where(c => c.Name != group);

    private static string[] Methods(ClinicalSeries by, int imputations, BaselineRow[] rows, BaselineOptions options)
    {
        List<string> lines =
        [
            "Numbers are median (Q1–Q3) or mean ± SD, levels n (%); percentages are of observed values.",
            $"Tests: {string.Join("; ", rows.Where(r => r.Test is not null).Select(r => r.Test!.Method).Distinct().Order(StringComparer.Ordinal))}.",
            $"Exact tests where an expected count is below {FormattableString.Invariant($"{options.FisherBelow}")}; Yates correction {(options.Yates ? "on" : "off")}.",
            $"Adjusted p: Benjamini-Hochberg over the {rows.Count(r => !double.IsNaN(r.AdjustedP))} variables of this table.",
            "SMD: standardised mean difference, absolute; 0.10 and 0.25 mark imbalance; for ordered and skewed variables on ranks; with more than two groups the mean of all pairs.",
        ];
        if (by.Missing > 0) lines.Add($"{by.Missing} patients without {by.Name} are left out.");
        if (imputations > 1) lines.Add($"Pooled over {imputations} imputations: means of summaries and differences, medians of p-values.");
        lines.Add($"THCA-ITH {ProvenanceRecord.ProductVersion}.");
        return [.. lines];
    }
}
