using Thca.Core.Outcomes;
using Thca.Core.Volumes;

namespace Thca.Segmentation.Assessment;

/// <summary>Which label of the maps of a case is compared when none was asked for.</summary>
internal static class LabelChoice
{
    private const string Remedy = "Say which label with --label N, or compare all with --label all.";
    private const int Lesion = (int)AnatomicalLabel.Lesion;

    /// <summary>
    /// The lesion: label 11 where the maps have it, an empty map or a label map that lost it included; else the only label of all.
    /// </summary>
    /// <param name="maps">Labels of every map.</param>
    public static Outcome<int> Of(params IReadOnlyList<IReadOnlyList<int>> maps)
    {
        int[] union = [.. maps.SelectMany(m => m).Distinct()];
        if (union.Length == 0) return Outcome<int>.Success(Lesion);
        if (union.Length == 1) return Outcome<int>.Success(union[0]);
        if (!union.Contains(Lesion)) return Ambiguous("and none is the lesion (11).", maps);
        // A single label other than 11 may be a binary mask of the lesion.
        bool unclear = maps.Any(labels => labels.Count == 1 && labels[0] != Lesion);
        return unclear ? Ambiguous("and one file may be a binary mask of the lesion.", maps) : Outcome<int>.Success(Lesion);
    }

    private static Outcome<int> Ambiguous(string why, IReadOnlyList<IReadOnlyList<int>> maps) => Outcome<int>.Failure(new Problem(
        EditProblems.LabelAmbiguous, $"The masks have {string.Join(" and ", maps.Select(List))}, {why}", Remedy));

    /// <summary>Labels in words.</summary>
    public static string List(IReadOnlyList<int> labels) => labels.Count switch
    {
        0 => "no label",
        1 => FormattableString.Invariant($"label {labels[0]}"),
        _ => $"labels {string.Join(", ", labels.Take(12))}{(labels.Count > 12 ? ", …" : "")}",
    };
}
