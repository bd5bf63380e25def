using Thca.Core.Volumes;
using Thca.Imaging.Labelling;

namespace Thca.Pathology.Tissue;

/// <summary>Numbers the 8-connected pieces of a mask from 1 by decreasing area; of equals the first in raster order.</summary>
internal static class TissuePieces
{
    public static (int[] Labels, IReadOnlyList<int> Sizes) Number(Mask mask)
    {
        ComponentLabels components = ConnectedComponents.Label(mask);
        int[] order = [.. Enumerable.Range(0, components.Count).OrderByDescending(i => components.Sizes[i]).ThenBy(i => i)];
        var rank = new int[components.Count + 1];
        for (int i = 0; i < order.Length; i++) rank[order[i] + 1] = i + 1;
        ReadOnlySpan<int> source = components.Labels.Labels;
        var labels = new int[source.Length];
        for (int i = 0; i < labels.Length; i++) labels[i] = rank[source[i]];
        return (labels, [.. order.Select(i => components.Sizes[i])]);
    }
}
