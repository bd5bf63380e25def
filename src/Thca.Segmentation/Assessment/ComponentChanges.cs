using Thca.Core.Volumes;
using Thca.Imaging.Labelling;

namespace Thca.Segmentation.Assessment;

/// <summary>What happened to the 26-connected components (foci) of a mask. Two components match when they share enough of the smaller one.</summary>
/// <param name="Before">Components of the first mask.</param>
/// <param name="After">Components of the second mask.</param>
/// <param name="Matched">Components of the first mask that match one of the second.</param>
/// <param name="Added">Components of the second mask that match none of the first.</param>
public sealed record ComponentChanges(int Before, int After, int Matched, int Added)
{
    /// <summary>Components of the first mask that match none of the second.</summary>
    public int Removed => Before - Matched;

    /// <summary>Share of the second mask's components that the first one has: lesion-wise sensitivity when the second is the truth; NaN without any.</summary>
    public double LesionSensitivity => (double)(After - Added) / After;

    /// <summary>Compares the components of two masks on the same grid.</summary>
    /// <param name="before">First mask; may be empty.</param>
    /// <param name="after">Second mask; may be empty.</param>
    /// <param name="overlap">Least share of the smaller component.</param>
    public static ComponentChanges Between(Mask before, Mask after, double overlap = 0.1)
    {
        ComponentLabels a = ConnectedComponents.Label(before), b = ConnectedComponents.Label(after);
        ReadOnlySpan<int> first = a.Labels.Labels, second = b.Labels.Labels;
        var shared = new Dictionary<(int, int), int>();
        for (int i = 0; i < first.Length; i++)
        {
            if (first[i] == 0 || second[i] == 0) continue;
            shared[(first[i], second[i])] = shared.GetValueOrDefault((first[i], second[i])) + 1;
        }

        HashSet<int> matchedFirst = [], matchedSecond = [];
        foreach (((int i, int j), int voxels) in shared)
        {
            if (voxels < overlap * Math.Min(a.Sizes[i - 1], b.Sizes[j - 1])) continue;
            matchedFirst.Add(i);
            matchedSecond.Add(j);
        }

        return new ComponentChanges(a.Count, b.Count, matchedFirst.Count, b.Count - matchedSecond.Count);
    }
}
