using Thca.Core.Errors;
using Thca.Core.Geometry;
using Thca.Core.Volumes;

namespace Thca.Radiomics.Preprocessing;

/// <summary>The voxels of every label of a label map, found in two passes over the map whatever the number of labels.</summary>
internal sealed class LabelledVoxels
{
    private readonly ImageGeometry _geometry;
    private readonly Dictionary<int, int[]> _offsets;

    private LabelledVoxels(ImageGeometry geometry, Dictionary<int, int[]> offsets)
    {
        (_geometry, _offsets) = (geometry, offsets);
        Labels = [.. offsets.Keys.Order()];
    }

    /// <summary>Labels that occur, ascending, without background.</summary>
    public IReadOnlyList<int> Labels { get; }

    /// <summary>Groups the voxels of a map.</summary>
    public static LabelledVoxels Of(LabelMap map)
    {
        ReadOnlySpan<int> labels = map.Labels;
        var counts = new Dictionary<int, int>();
        foreach (int label in labels)
        {
            if (label != 0) System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(counts, label, out _)++;
        }

        Dictionary<int, int[]> offsets = counts.ToDictionary(c => c.Key, c => new int[c.Value]);
        foreach (int label in counts.Keys) counts[label] = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            if (labels[i] != 0) offsets[labels[i]][counts[labels[i]]++] = i;
        }

        return new LabelledVoxels(map.Geometry, offsets);
    }

    /// <summary>The voxels of one label.</summary>
    /// <exception cref="LabelNotFoundException">It does not occur.</exception>
    public RegionVoxels Require(int label) => _offsets.TryGetValue(label, out int[]? offsets)
        ? RegionVoxels.At(_geometry, offsets)
        : throw new LabelNotFoundException(label, Labels);
}
