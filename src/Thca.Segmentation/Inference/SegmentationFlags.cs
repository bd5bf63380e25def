using Thca.Core.Contracts;
using Thca.Core.Geometry;
using Thca.Core.Volumes;
using Thca.Imaging.Distance;
using Thca.Segmentation.Labels;

namespace Thca.Segmentation.Inference;

/// <summary>What a person should look at in a segmentation.</summary>
public static class SegmentationFlags
{
    /// <summary>No voxel was called lesion.</summary>
    public const string LesionAbsent = "LESION_ABSENT";

    /// <summary>The lesion reaches the border of the image and may be cut off.</summary>
    public const string LesionAtBorder = "LESION_AT_BORDER";

    /// <summary>No part of the lesion lies within 10 mm of the thyroid.</summary>
    public const string LesionFarFromThyroid = "LESION_FAR_FROM_THYROID";

    /// <summary>The lesion has fewer than 27 voxels: too few for most measures of texture.</summary>
    public const string LesionTiny = "LESION_TINY";

    private const double Near = 10;
    private const int FewVoxels = 27;

    /// <summary>The flags of a label map, in the order above; none where the labels have no lesion.</summary>
    public static IReadOnlyList<string> Of(LabelMap map, LabelSet labels)
    {
        if (labels.Lesion is not { } label) return [];
        Mask lesion = new LesionSegmentation(map, label, [], []).Lesion();
        if (lesion.BoundingBox() is not { } box) return [LesionAbsent];
        var flags = new List<string>();
        if (TouchesBorder(box, map.Size)) flags.Add(LesionAtBorder);
        if (IsFar(map, labels, lesion)) flags.Add(LesionFarFromThyroid);
        if (lesion.Count() < FewVoxels) flags.Add(LesionTiny);
        return flags;
    }

    /// <summary>Labels that make up the thyroid: the one of that name, and the lesion.</summary>
    internal static IReadOnlyList<int> ThyroidLabels(LabelSet labels) =>
        [.. labels.All.Where(l => string.Equals(l.Key, "thyroid", StringComparison.OrdinalIgnoreCase) || l.Value == labels.Lesion).Select(l => l.Value)];

    private static bool TouchesBorder(VoxelRegion box, GridSize size) =>
        box.Start.X == 0 || box.Start.Y == 0 || box.Start.Z == 0 || box.Start.X + box.Size.X == size.X || box.Start.Y + box.Size.Y == size.Y || box.Start.Z + box.Size.Z == size.Z;

    private static bool IsFar(LabelMap map, LabelSet labels, Mask lesion)
    {
        Mask gland = new LesionSegmentation(map, null, [.. ThyroidLabels(labels).Where(l => l != labels.Lesion)], []).Thyroid();
        if (gland.BoundingBox() is null) return false;
        ReadOnlySpan<byte> near = DistanceMap.Within(gland, Near).Voxels, inside = lesion.Voxels;
        for (int i = 0; i < inside.Length; i++)
        {
            if (inside[i] != 0 && near[i] != 0) return false;
        }

        return true;
    }
}
