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
        int[] gland = [.. ThyroidLabels(labels).Where(l => l != labels.Lesion)];
        if (Touch(map, labels.Lesion!.Value, gland)) return false;
        Mask whole = new LesionSegmentation(map, null, gland, []).Thyroid();
        if (whole.BoundingBox() is null) return false;
        // Gland farther from the lesion's box than the limit is far from the lesion.
        int margin = (int)Math.Min(Math.Ceiling(Near / map.Geometry.Spacing.Minimum), map.Size.Count);
        VoxelRegion around = lesion.RequireBoundingBox().Grow(margin, map.Size);
        ReadOnlySpan<byte> near = DistanceMap.Within(whole.Crop(around), Near).Voxels, inside = lesion.Crop(around).Voxels;
        for (int i = 0; i < inside.Length; i++)
        {
            if (inside[i] != 0 && near[i] != 0) return false;
        }

        return true;
    }

    // Whether two neighbours that are no farther apart than the limit belong to lesion and gland: the usual case, told without a distance map.
    private static bool Touch(LabelMap map, int lesion, int[] gland)
    {
        Spacing s = map.Geometry.Spacing;
        GridSize size = map.Size;
        ReadOnlySpan<int> labels = map.Labels;
        for (int axis = 0; axis < 3; axis++)
        {
            (double step, int stride, int extent) = axis switch { 0 => (s.X, 1, size.X), 1 => (s.Y, size.X, size.Y), _ => (s.Z, size.X * size.Y, size.Z) };
            if (step > Near) continue;
            for (int i = 0; i + stride < labels.Length; i++)
            {
                int a = labels[i], b = labels[i + stride];
                if (a == b || (a != lesion && b != lesion) || i / stride % extent == extent - 1) continue;
                if (gland.Contains(a == lesion ? b : a)) return true;
            }
        }

        return false;
    }
}
