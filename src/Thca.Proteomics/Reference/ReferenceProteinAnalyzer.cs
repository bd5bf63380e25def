using Thca.Core.Errors;
using Thca.Core.Tables;
using Thca.Proteomics.Panel;
using Thca.Statistics.Contingency;
using Thca.Statistics.Correlation;
using Thca.Statistics.Hypotheses;
using Thca.Statistics.Summaries;

namespace Thca.Proteomics.Reference;

/// <summary>
/// The original study's arithmetic, to explain its numbers: an unordered chi-square per protein, no correction for several tests, labels matched
/// to the letter in means but free in tables.
/// </summary>
public static class ReferenceProteinAnalyzer
{
    /// <summary>Analyses a table.</summary>
    /// <param name="table">One row per patient.</param>
    /// <param name="groupColumn">Column of the groups; rows without one do not count.</param>
    /// <param name="panel">Columns of the proteins; null: the default panel.</param>
    /// <exception cref="TableException">A column is absent.</exception>
    public static IReadOnlyList<ReferenceProteinResult> Analyze(TextTable table, string groupColumn, IReadOnlyList<string>? panel = null)
    {
        string[] groups = table.Column(groupColumn);
        return [.. (panel ?? [.. ProteinPanel.Default.Select(p => p.Column)]).Select(p => Test(p, table.Column(p), groups))];
    }

    /// <summary>Pearson's correlation of the codes of two proteins in one group, pairwise complete; NaN where a protein is constant.</summary>
    public static double Correlation(TextTable table, string groupColumn, string group, string proteinA, string proteinB)
    {
        string[] groups = table.Column(groupColumn), a = table.Column(proteinA), b = table.Column(proteinB);
        int[] rows = [.. Enumerable.Range(0, groups.Length).Where(i => groups[i] == group)];
        return PearsonCorrelation.Compute([.. rows.Select(i => Code(a[i]))], [.. rows.Select(i => Code(b[i]))]).Coefficient;
    }

    private static ReferenceProteinResult Test(string protein, string[] cells, string[] groups)
    {
        int[] rows = [.. Enumerable.Range(0, cells.Length).Where(i => cells[i].Length > 0 && groups[i].Length > 0)];
        string[] labels = [.. rows.Select(i => cells[i]).Distinct().Order(StringComparer.Ordinal)];
        string[] names = [.. rows.Select(i => groups[i]).Distinct().Order(StringComparer.Ordinal)];
        var counts = new int[names.Length, labels.Length];
        foreach (int i in rows) counts[Array.IndexOf(names, groups[i]), Array.IndexOf(labels, cells[i])]++;
        bool tested = labels.Length > 1 && names.Length > 1;
        HypothesisTestResult chi = tested
            ? ChiSquaredTest.Test(new ContingencyTable(counts), yates: labels.Length == 2 && names.Length == 2)
            : new HypothesisTestResult { Method = "chi-square", Statistic = 0, DegreesOfFreedom = 0, PValue = 1 };
        return new ReferenceProteinResult
        {
            Protein = protein,
            ChiSquare = chi.Statistic,
            P = chi.PValue,
            CramersV = tested ? Math.Sqrt(chi.Statistic / (rows.Length * (Math.Min(names.Length, labels.Length) - 1.0))) : double.NaN,
            Labels = labels,
            Groups = names,
            Counts = counts,
            Means = [.. names.Select(g => Moments.Mean(Finite.Observed([.. rows.Where(i => groups[i] == g).Select(i => Code(cells[i]))])))],
            Dominant = [.. Enumerable.Range(0, names.Length).Select(g => Dominant(labels, counts, g))],
        };
    }

    private static double Code(string label)
    {
        for (int grade = 0; grade < GradeScale.Levels; grade++) if (GradeScale.Labels[grade] == label) return grade;
        return double.NaN;
    }

    private static string Dominant(string[] labels, int[,] counts, int group)
    {
        (string label, int most) = ("Unknown", 0);
        for (int j = 0; j < labels.Length; j++) if (counts[group, j] > most) (label, most) = (labels[j], counts[group, j]);
        return label;
    }
}
