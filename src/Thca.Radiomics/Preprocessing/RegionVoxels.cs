using System.Globalization;
using Thca.Core.Errors;
using Thca.Core.Geometry;
using Thca.Core.Outcomes;
using Thca.Core.Volumes;

namespace Thca.Radiomics.Preprocessing;

/// <summary>The voxels of a region as positions in its image.</summary>
/// <param name="Geometry">Grid of the image.</param>
/// <param name="Offsets">Position in memory of every voxel, ascending.</param>
/// <param name="Box">Bounding box.</param>
internal sealed record RegionVoxels(ImageGeometry Geometry, int[] Offsets, VoxelRegion Box)
{
    private int[]? _boxOffsets;

    /// <summary>The voxels of a mask.</summary>
    /// <exception cref="EmptyMaskException">It has none.</exception>
    public static RegionVoxels Of(Mask mask)
    {
        VoxelRegion box = mask.RequireBoundingBox();
        GridSize size = mask.Size;
        var offsets = new int[Count(mask, box)];
        int next = 0;
        for (int z = box.Start.Z; z < box.Start.Z + box.Size.Z; z++)
        {
            for (int y = box.Start.Y; y < box.Start.Y + box.Size.Y; y++)
            {
                int start = size.Offset(box.Start.X, y, z);
                ReadOnlySpan<byte> row = mask.Voxels.Slice(start, box.Size.X);
                for (int x = 0; x < row.Length; x++) if (row[x] != 0) offsets[next++] = start + x;
            }
        }

        return new RegionVoxels(mask.Geometry, offsets, box);
    }

    /// <summary>The voxels at some positions.</summary>
    /// <param name="geometry">Grid of the image.</param>
    /// <param name="offsets">Ascending, not empty.</param>
    public static RegionVoxels At(ImageGeometry geometry, int[] offsets)
    {
        int x0 = int.MaxValue, y0 = int.MaxValue, z0 = int.MaxValue, x1 = -1, y1 = -1, z1 = -1;
        var cursor = new GridCursor(geometry.Size);
        foreach (int offset in offsets)
        {
            VoxelIndex v = cursor.At(offset);
            (x0, y0, z0) = (Math.Min(x0, v.X), Math.Min(y0, v.Y), Math.Min(z0, v.Z));
            (x1, y1, z1) = (Math.Max(x1, v.X), Math.Max(y1, v.Y), Math.Max(z1, v.Z));
        }

        return new RegionVoxels(geometry, offsets, new VoxelRegion(new VoxelIndex(x0, y0, z0), new GridSize(x1 - x0 + 1, y1 - y0 + 1, z1 - z0 + 1)));
    }

    /// <summary>Positions within the bounding box; computed once.</summary>
    public int[] BoxOffsets() => _boxOffsets ??= ToBoxOffsets();

    /// <summary>The region as a mask of its bounding box.</summary>
    public Mask ToBoxMask()
    {
        var voxels = new byte[Box.Size.Count];
        foreach (int offset in BoxOffsets()) voxels[offset] = 1;
        return new Mask(Geometry.Crop(Box), voxels);
    }

    /// <summary>The region as a mask of the whole grid.</summary>
    public Mask ToMask()
    {
        var voxels = new byte[Geometry.Size.Count];
        foreach (int offset in Offsets) voxels[offset] = 1;
        return new Mask(Geometry, voxels);
    }

    /// <summary>Refuses a region with too few voxels or dimensions.</summary>
    /// <exception cref="ThcaException">MASK_TOO_SMALL.</exception>
    public void EnsureLargeEnough(RadiomicsOptions options)
    {
        GridSize s = Box.Size;
        int dimensions = (s.X > 1 ? 1 : 0) + (s.Y > 1 ? 1 : 0) + (s.Z > 1 ? 1 : 0);
        if (dimensions == 0)
            throw TooSmall("The region has a single voxel; no feature is defined for it.");
        if (dimensions < options.MinimumRoiDimensions)
            throw TooSmall(string.Create(CultureInfo.InvariantCulture, $"The region extends along {dimensions} axis ({s} voxels); minimumROIDimensions is {options.MinimumRoiDimensions}."));
        if (options.MinimumRoiSize is { } minimum && Offsets.Length <= minimum)
            throw TooSmall(string.Create(CultureInfo.InvariantCulture, $"The region has {Offsets.Length} voxels; minimumROISize asks for more than {minimum}."));
    }

    private int[] ToBoxOffsets()
    {
        var inBox = new int[Offsets.Length];
        var cursor = new GridCursor(Geometry.Size);
        for (int i = 0; i < inBox.Length; i++)
        {
            VoxelIndex v = cursor.At(Offsets[i]);
            inBox[i] = Box.Size.Offset(v.X - Box.Start.X, v.Y - Box.Start.Y, v.Z - Box.Start.Z);
        }

        return inBox;
    }

    private static int Count(Mask mask, VoxelRegion box)
    {
        int count = 0;
        for (int z = box.Start.Z; z < box.Start.Z + box.Size.Z; z++)
        {
            for (int y = box.Start.Y; y < box.Start.Y + box.Size.Y; y++)
                count += box.Size.X - mask.Voxels.Slice(mask.Size.Offset(box.Start.X, y, z), box.Size.X).Count((byte)0);
        }

        return count;
    }

    private static ThcaException TooSmall(string what) => new(ProblemCodes.MaskTooSmall, what, "Check the mask, or leave the case out.");
}
