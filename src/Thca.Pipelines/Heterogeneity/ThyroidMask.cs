using Thca.Core.Geometry;
using Thca.Core.Provenance;
using Thca.Core.Volumes;

namespace Thca.Pipelines.Heterogeneity;

/// <summary>Which voxels of a thyroid file are thyroid.</summary>
internal static class ThyroidMask
{
    /// <summary>The thyroid, or null when the file has none.</summary>
    public static Mask? Of(LabelMap map, ImageGeometry image, AnalysisMode mode, IReadOnlyList<int>? labels)
    {
        image.EnsureMatches(map.Geometry, 1e-5);
        IReadOnlyList<int> present = map.DistinctLabels();
        HashSet<int> wanted = labels is not null ? [.. labels]
            : mode == AnalysisMode.Reference || present.Count <= 1 ? [.. present.Where(l => l > 0)]
            : [(int)AnatomicalLabel.Thyroid];
        byte[] voxels = Array.ConvertAll(map.Labels.ToArray(), l => wanted.Contains(l) ? (byte)1 : (byte)0);
        return Array.IndexOf(voxels, (byte)1) < 0 ? null : new Mask(image, voxels);
    }
}
