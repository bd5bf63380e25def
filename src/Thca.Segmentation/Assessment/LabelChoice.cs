using Thca.Core.Outcomes;
using Thca.Core.Volumes;

namespace Thca.Segmentation.Assessment;

/// <summary>Which label of two maps of a case is compared when none was asked for.</summary>
internal static class LabelChoice
{
    private const string Remedy = "Say which label with --label N, or compare all with --labels all.";
    private const int Lesion = (int)AnatomicalLabel.Lesion;

    /// <summary>
    /// The lesion: label 11 where both maps have it, or one has it and the other is empty or a label map that lost it; else the only label of both.
    /// </summary>
    /// <param name="before">Labels of the first map.</param>
    /// <param name="after">Labels of the second map.</param>
    public static Outcome<int> Of(IReadOnlyList<int> before, IReadOnlyList<int> after)
    {
        int[] union = [.. before.Union(after).Order()];
        if (union.Length == 0) return Outcome<int>.Success(Lesion);
        if (union.Length == 1) return Outcome<int>.Success(union[0]);
        if (!union.Contains(Lesion)) return Ambiguous("and none is the lesion (11).", before, after);
        // A single label other than 11 may be a binary mask of the lesion.
        bool unclear = new[] { before, after }.Any(labels => labels.Count == 1 && labels[0] != Lesion);
        return unclear ? Ambiguous("and one file may be a binary mask of the lesion.", before, after) : Outcome<int>.Success(Lesion);
    }

    private static Outcome<int> Ambiguous(string why, IReadOnlyList<int> before, IReadOnlyList<int> after) => Outcome<int>.Failure(new Problem(
        EditProblems.LabelAmbiguous, $"The mask before has {List(before)}, the mask after {List(after)}, {why}", Remedy));

    /// <summary>Labels in words.</summary>
    public static string List(IReadOnlyList<int> labels) => labels.Count switch
    {
        0 => "no label",
        1 => FormattableString.Invariant($"label {labels[0]}"),
        _ => $"labels {string.Join(", ", labels.Take(12))}{(labels.Count > 12 ? ", …" : "")}",
    };
}
