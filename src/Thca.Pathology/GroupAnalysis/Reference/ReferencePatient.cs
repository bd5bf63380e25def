using Thca.Core.Errors;
using Thca.Core.Tables;

namespace Thca.Pathology.GroupAnalysis.Reference;

/// <summary>One patient as the original study saw it: groups and outcome from lists, every nucleus of types 1 to 3, one standard deviation per feature.</summary>
/// <param name="Id">Identifier.</param>
/// <param name="IsHigh">Whether the patient is in the high-risk list.</param>
/// <param name="HasMetastasis">Whether the patient is in the list with metastasis.</param>
/// <param name="Nuclei">Columns of the nucleus table by name, pixels.</param>
/// <param name="Heterogeneity">Columns ending in <c>_ith</c>, in table order.</param>
public sealed record ReferencePatient(
    string Id, bool IsHigh, bool HasMetastasis, IReadOnlyDictionary<string, double[]> Nuclei, IReadOnlyList<KeyValuePair<string, double>> Heterogeneity)
{
    private static readonly string[] Needed = ["nucleus_type", "centroid_x", "centroid_y", "area", "eccentricity", "circularity", "curve_std", "intensity_max", "contrast", "homogeneity"];

    /// <summary>Reads a patient's two tables.</summary>
    /// <param name="id">Identifier.</param>
    /// <param name="isHigh">Risk group.</param>
    /// <param name="hasMetastasis">Outcome.</param>
    /// <param name="nuclei">Nucleus table of the profile Reference25.</param>
    /// <param name="scores">Its heterogeneity scores, one row.</param>
    /// <exception cref="TableException">A column is absent, a cell is not a number, or the scores have no row.</exception>
    public static ReferencePatient Read(string id, bool isHigh, bool hasMetastasis, TextTable nuclei, TextTable scores)
    {
        if (scores.RowCount != 1) throw new TableException(FormattableString.Invariant($"{scores.Source} has {scores.RowCount} rows, one is expected."), "Write it with thca pathology features --profile Reference25.");
        return new ReferencePatient(
            id,
            isHigh,
            hasMetastasis,
            Needed.ToDictionary(n => n, n => Enumerable.Range(0, nuclei.RowCount).Select(r => nuclei.Number(r, n)).ToArray(), StringComparer.Ordinal),
            [.. scores.Header.Where(h => h.EndsWith("_ith", StringComparison.Ordinal)).Select(h => KeyValuePair.Create(h, scores.Number(0, h)))]);
    }
}
