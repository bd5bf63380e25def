using Thca.Clinical.Schemas;
using Thca.Clinical.Tables;

namespace Thca.Clinical.RiskScores;

/// <summary>Adds risk groups and continuous scores to a clinical table.</summary>
public static class RiskGroups
{
    /// <summary>Levels of a risk group.</summary>
    public static IReadOnlyList<ColumnLevel> Levels { get; } = [new("Low", 0, []), new("High", 1, [])];

    /// <summary>Name of the group column of a score.</summary>
    public static string GroupColumn(string score) => $"{score}_Risk";

    /// <summary>Name of the continuous column of a score.</summary>
    public static string ScoreColumn(string score) => $"{score}_Score";

    /// <summary>The table with a column <c>NAME_Risk</c> (Low, High; missing without a score) and a column <c>NAME_Score</c> (logit of a probability, else per SD) per score, first.</summary>
    public static ClinicalTable Add(ClinicalTable table, IReadOnlyList<(RiskScore Score, RiskThreshold Threshold)> scores)
    {
        List<ClinicalSeries> added = [];
        foreach ((RiskScore score, RiskThreshold threshold) in scores)
        {
            double[] values = score.For(table.Ids);
            added.Add(new ClinicalSeries(
                new ClinicalColumn { Name = GroupColumn(score.Name), Kind = ColumnKind.Binary, Levels = Levels, Reference = "Low" }, [.. values.Select(threshold.Group)]));
            added.Add(new ClinicalSeries(
                new ClinicalColumn { Name = ScoreColumn(score.Name), Kind = ColumnKind.Continuous, Unit = score.IsProbability ? "logit" : "", PerStandardDeviation = !score.IsProbability },
                score.IsProbability ? [.. values.Select(Logit)] : values));
        }

        return table.WithColumns([.. added, .. table.Columns]);
    }

    /// <summary>
    /// The table with the groups of patients whose score was imputed cut from that score, by the same threshold. Groups are not imputed
    /// themselves, so that score and group never contradict each other.
    /// </summary>
    /// <param name="imputed">A completed table with the score columns but without the group columns.</param>
    /// <param name="observed">The table before imputation, with both.</param>
    /// <param name="scores">The scores and their thresholds.</param>
    public static ClinicalTable Complete(ClinicalTable imputed, ClinicalTable observed, IReadOnlyList<(RiskScore Score, RiskThreshold Threshold)> scores)
    {
        List<ClinicalSeries> columns = [.. imputed.Columns];
        foreach ((RiskScore score, RiskThreshold threshold) in scores)
        {
            ClinicalSeries group = observed[GroupColumn(score.Name)];
            RiskThreshold cut = score.IsProbability ? threshold with { Threshold = Logit(threshold.Threshold) } : threshold;
            int at = columns.FindIndex(c => c.Name == ScoreColumn(score.Name));
            if (at < 0) continue;
            ClinicalSeries values = columns[at];
            columns.Insert(at, group.WithValues([.. Enumerable.Range(0, group.Count).Select(r => double.IsNaN(group[r]) ? cut.Group(values[r]) : group[r])], CellMark.Imputed));
        }

        return imputed.WithColumns(columns);
    }

    /// <summary>Log odds; probabilities of 0 and 1 count as 1e-6 away from them.</summary>
    private static double Logit(double p)
    {
        double inside = Math.Clamp(p, 1e-6, 1 - 1e-6);
        return double.IsNaN(p) ? double.NaN : Math.Log(inside / (1 - inside));
    }
}
