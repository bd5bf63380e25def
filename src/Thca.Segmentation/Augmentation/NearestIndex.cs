namespace Thca.Segmentation.Augmentation;

/// <summary>Exact nearest-neighbour resizing: the source voxel whose cell holds the centre of a target voxel.</summary>
internal static class NearestIndex
{
    /// <summary>floor((i + 0.5) * source / target), in whole numbers.</summary>
    public static int Of(int i, int source, int target) => (int)((2L * i + 1) * source / (2L * target));
}
