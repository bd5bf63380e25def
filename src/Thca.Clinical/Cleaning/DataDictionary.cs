using System.Globalization;
using Thca.Clinical.Schemas;
using Thca.Clinical.Tables;
using Thca.Core.Tables;
using Thca.Statistics.Summaries;

namespace Thca.Clinical.Cleaning;

/// <summary>Describes the columns of a cleaned table.</summary>
public static class DataDictionary
{
    /// <summary>One row per column: kind, unit, range, levels, scale of odds ratios, counts of missing values, observed values.</summary>
    public static TextTable Describe(ClinicalTable table)
    {
        List<string[]> rows = [];
        foreach (ClinicalSeries s in (IEnumerable<ClinicalSeries>)[.. table.Outcome is null ? [] : new[] { table.Outcome }, .. table.Columns])
        {
            ClinicalColumn c = s.Definition;
            SampleSummary summary = SampleSummary.Of(s.Values);
            string levels = string.Join("; ", c.Levels.Select((l, i) => $"{l.Label}={l.Code}{(i == c.ReferenceIndex ? " (ref)" : "")}"));
            rows.Add(
            [
                c.Name, c.Kind.ToString().ToLowerInvariant(), c.Unit, Bound(c.Minimum), Bound(c.Maximum), levels, Scale(c),
                s.Missing.ToString(CultureInfo.InvariantCulture),
                c.IsNumeric ? Number(summary.Minimum) : "", c.IsNumeric ? Number(summary.Median) : "", c.IsNumeric ? Number(summary.Maximum) : "",
            ]);
        }

        return new TextTable(["Column", "Kind", "Unit", "Plausible_min", "Plausible_max", "Levels", "Scale", "Missing", "Minimum", "Median", "Maximum"], rows);
    }

    private static string Scale(ClinicalColumn c) => !c.IsNumeric ? ""
        : c.Transform == ColumnTransform.Log2 ? "per doubling"
        : c.PerStandardDeviation ? "per SD"
        : FormattableString.Invariant($"per {c.Per} {c.Unit}").TrimEnd();

    private static string Bound(double v) => double.IsFinite(v) ? ClinicalNumber.Format(v) : "";

    private static string Number(double v) => double.IsNaN(v) ? "" : ClinicalNumber.Format(v);
}
