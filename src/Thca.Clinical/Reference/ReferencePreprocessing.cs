using Thca.Clinical.Imputation;
using Thca.Clinical.Schemas;
using Thca.Clinical.Tables;
using Thca.Core.Cohorts;
using Thca.Core.Features;
using Thca.Statistics.Summaries;

namespace Thca.Clinical.Reference;

/// <summary>
/// The original's preparation of one cohort, on that cohort's own values: typing by cardinality, columns with more than 30 % missing dropped,
/// values capped at Tukey fences on the raw scale (even where the quartiles coincide), one deterministic imputation in raw units, the most
/// frequent level for the rest. Not for inference.
/// </summary>
public static class ReferencePreprocessing
{
    /// <summary>Distinct values below which a numeric column counts as categorical.</summary>
    public const int CategoricalBelow = 10;

    /// <summary>Prepares one cohort.</summary>
    /// <param name="fold">A cleaned table.</param>
    /// <param name="ct">Cancels the work.</param>
    /// <returns>The table and remarks, e.g. on counts that capping turned into zeros.</returns>
    public static (ClinicalTable Table, IReadOnlyList<string> Notes) Apply(TrainingFold<ClinicalTable> fold, CancellationToken ct = default)
    {
        ClinicalTable table = fold.Data;
        List<string> notes = [];
        ClinicalSeries[] kept = [.. table.Columns.Where(c => Keep(c, notes))];
        bool[] numeric = [.. kept.Select(c => c.Definition.IsNumeric && Finite.Observed(c.Values).Distinct().Count() >= CategoricalBelow)];
        ClinicalSeries[] capped = [.. kept.Select((c, i) => numeric[i] ? Cap(c, notes) : c)];
        ClinicalSeries[] numbers = [.. capped.Where((_, i) => numeric[i])];
        FeatureTable? completed = numbers.Any(c => c.Missing > 0) ? Impute(table, numbers, notes, ct) : null;
        ClinicalSeries[] filled = [.. capped.Select((c, i) => numeric[i] ? completed is null ? c : c.WithValues(completed[c.Name].Values.ToArray(), CellMark.Imputed) : MostFrequent(c))];
        return (table.WithColumns(filled), notes);
    }

    private static bool Keep(ClinicalSeries c, List<string> notes)
    {
        if ((double)c.Missing / Math.Max(1, c.Count) <= 0.30) return true;
        notes.Add($"{c.Name} dropped: {c.Missing} of {c.Count} values are missing.");
        return false;
    }

    private static ClinicalSeries Cap(ClinicalSeries c, List<string> notes)
    {
        double[] q = Quantiles.Of(c.Values, [0.25, 0.75]);
        double reach = 1.5 * (q[1] - q[0]), lower = q[0] - reach, upper = q[1] + reach;
        double[] values = c.Values.ToArray();
        int outside = values.Count(v => v < lower || v > upper);
        if (outside == 0) return c;
        notes.Add(FormattableString.Invariant($"{c.Name}: {outside} values moved to the fences {lower:G6} and {upper:G6}{(q[0] == q[1] ? "; IQR_ZERO: the quartiles coincide, so every other value was erased" : "")}."));
        return c.WithValues([.. values.Select(v => double.IsNaN(v) ? v : Math.Min(upper, Math.Max(lower, v)))], CellMark.Capped);
    }

    private static FeatureTable Impute(ClinicalTable table, ClinicalSeries[] numbers, List<string> notes, CancellationToken ct)
    {
        var matrix = new FeatureTable([.. table.Ids], [.. numbers.Select(c => new FeatureColumn(c.Name, c.Values.ToArray()))]);
        (IterativeImputer model, FeatureTable completed) = IterativeImputer.Fit(new TrainingFold<FeatureTable>(matrix), IterativeImputerOptions.Reference, ct);
        notes.Add(FormattableString.Invariant($"Iterative imputation in raw units: {model.Rounds} rounds, last change {model.LastChange:G4} against {model.Threshold:G4}, {(model.Converged ? "converged" : "not converged")}."));
        return completed;
    }

    /// <summary>The commonest value, the smallest on a tie.</summary>
    private static ClinicalSeries MostFrequent(ClinicalSeries c)
    {
        if (c.Missing == 0 || c.Missing == c.Count) return c;
        double fill = Finite.Observed(c.Values).GroupBy(v => v).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).First().Key;
        return c.WithValues([.. c.Values.ToArray().Select(v => double.IsNaN(v) ? fill : v)], CellMark.Imputed);
    }
}
