using Thca.Clinical.Schemas;
using Thca.Clinical.Tables;

namespace Thca.Clinical.Cleaning;

/// <summary>Recomputes the derived indices of a table from their components.</summary>
public static class DerivedColumns
{
    /// <summary>The table with every derived index recomputed, where all its components are there.</summary>
    public static ClinicalTable Recompute(ClinicalTable table)
    {
        List<ClinicalSeries> series = [.. table.Columns];
        Update(series, table.Ids, []);
        return table.WithColumns(series);
    }

    internal static void Update(List<ClinicalSeries> series, IReadOnlyList<string> ids, List<ValidationIssue> issues)
    {
        foreach (DerivedIndex index in DerivedIndex.All)
        {
            ClinicalSeries?[] components = [.. index.Components.Select(c => series.Find(s => s.Name == c && s.Definition.IsNumeric))];
            if (components.Any(c => c is null)) continue;
            int at = series.FindIndex(s => s.Name == index.Name);
            ClinicalColumn definition = at >= 0 && series[at].Definition.IsNumeric
                ? series[at].Definition with { Kind = ColumnKind.Derived }
                : new ClinicalColumn { Name = index.Name, Kind = ColumnKind.Derived, Unit = index.Unit };
            ClinicalSeries computed = Compute(definition, components!, ids, issues);
            if (at >= 0) series[at] = computed;
            else series.Insert(series.FindLastIndex(s => index.Components.Contains(s.Name)) + 1, computed);
        }
    }

    private static ClinicalSeries Compute(ClinicalColumn definition, ClinicalSeries[] components, IReadOnlyList<string> ids, List<ValidationIssue> issues)
    {
        var values = new double[ids.Count];
        var marks = new CellMark[ids.Count];
        var parts = new double[components.Length];
        for (int r = 0; r < values.Length; r++)
        {
            for (int c = 0; c < parts.Length; c++)
            {
                parts[c] = components[c][r];
                if (components[c].Marks[r] != CellMark.Observed) marks[r] = components[c].Marks[r];
            }

            values[r] = DerivedIndex.Ratio(parts);
            if (parts[^1] == 0)
                issues.Add(new ValidationIssue(IssueSeverity.Warning, "ZERO_DENOMINATOR", $"{components[^1].Name} is 0, so {definition.Name} is missing.", definition.Name, r + 1, ids[r]));
        }

        return new ClinicalSeries(definition, values, marks);
    }
}
