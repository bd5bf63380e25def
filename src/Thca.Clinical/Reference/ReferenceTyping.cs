using Thca.Clinical.Schemas;
using Thca.Clinical.Tables;
using Thca.Statistics.Summaries;

namespace Thca.Clinical.Reference;

/// <summary>The original's typing for the baseline comparison: a numeric column with at most five distinct values counts as categorical.</summary>
public static class ReferenceTyping
{
    /// <summary>Distinct values up to which a numeric column counts as categorical.</summary>
    public const int CategoricalMaximum = 5;

    /// <summary>The table with such columns turned into nominal ones.</summary>
    public static ClinicalTable Apply(ClinicalTable table) => table.WithColumns([.. table.Columns.Select(Retype)]);

    private static ClinicalSeries Retype(ClinicalSeries c)
    {
        double[] distinct = [.. Finite.Observed(c.Values).Distinct().Order()];
        if (!c.Definition.IsNumeric || distinct.Length == 0 || distinct.Length > CategoricalMaximum) return c;
        ClinicalColumn nominal = c.Definition with { Kind = ColumnKind.Nominal, Levels = [.. distinct.Select((v, i) => new ColumnLevel(ClinicalNumber.Format(v), i, []))], Reference = null };
        return new ClinicalSeries(nominal, [.. c.Values.ToArray().Select(v => double.IsNaN(v) ? v : Array.IndexOf(distinct, v))]);
    }
}
