using Thca.Core.Errors;
using Thca.Core.Geometry;
using Thca.Core.Volumes;

namespace Thca.Radiomics.Preprocessing;

/// <summary>Brings a mask onto the image's grid: nothing to do when they agree, else nearest-voxel resampling if allowed.</summary>
internal static class MaskAlignment
{
    // How far outside the image the region's corners may lie, in voxels.
    private const double Slack = 1e-3;

    /// <summary>The mask on the image's grid.</summary>
    /// <exception cref="GeometryMismatchException">The grids differ and correction is off, or the region reaches outside the image.</exception>
    public static Mask Align(ImageGeometry image, Mask mask, RadiomicsOptions options, out bool corrected)
    {
        corrected = !image.Matches(mask.Geometry, options.GeometryTolerance);
        if (!corrected) return mask;
        EnsureInside(image, mask, options);
        return new Mask(image, Nearest(mask.Voxels, mask.Geometry, image));
    }

    /// <summary>The label map on the image's grid.</summary>
    /// <exception cref="GeometryMismatchException">The grids differ and correction is off.</exception>
    public static LabelMap Align(ImageGeometry image, LabelMap labels, RadiomicsOptions options)
    {
        if (image.Matches(labels.Geometry, options.GeometryTolerance)) return labels;
        if (!options.CorrectMask) throw new GeometryMismatchException(image, labels.Geometry);
        return new LabelMap(image, Nearest(labels.Labels, labels.Geometry, image));
    }

    private static void EnsureInside(ImageGeometry image, Mask mask, RadiomicsOptions options)
    {
        VoxelRegion box = mask.RequireBoundingBox();
        bool inside = options.CorrectMask;
        for (int corner = 0; corner < 8; corner++)
        {
            double x = box.Start.X - 0.5 + ((corner & 1) != 0 ? box.Size.X : 0);
            double y = box.Start.Y - 0.5 + ((corner & 2) != 0 ? box.Size.Y : 0);
            double z = box.Start.Z - 0.5 + ((corner & 4) != 0 ? box.Size.Z : 0);
            (double i, double j, double k) = image.PhysicalToIndex(mask.Geometry.IndexToPhysical(x, y, z));
            inside &= Within(i, image.Size.X) && Within(j, image.Size.Y) && Within(k, image.Size.Z);
        }

        if (!inside) throw new GeometryMismatchException(image, mask.Geometry);
    }

    private static bool Within(double index, int extent) => index >= -0.5 - Slack && index <= extent - 0.5 + Slack;

    private static T[] Nearest<T>(ReadOnlySpan<T> source, ImageGeometry from, ImageGeometry to)
        where T : unmanaged
    {
        var result = new T[to.Size.Count];
        (double X, double Y, double Z) origin = from.PhysicalToIndex(to.IndexToPhysical(0, 0, 0));
        (double X, double Y, double Z) dx = Difference(from.PhysicalToIndex(to.IndexToPhysical(1, 0, 0)), origin);
        (double X, double Y, double Z) dy = Difference(from.PhysicalToIndex(to.IndexToPhysical(0, 1, 0)), origin);
        (double X, double Y, double Z) dz = Difference(from.PhysicalToIndex(to.IndexToPhysical(0, 0, 1)), origin);
        int target = 0;
        for (int z = 0; z < to.Size.Z; z++)
        {
            for (int y = 0; y < to.Size.Y; y++)
            {
                for (int x = 0; x < to.Size.X; x++, target++)
                {
                    int i = (int)Math.Floor(origin.X + x * dx.X + y * dy.X + z * dz.X + 0.5);
                    int j = (int)Math.Floor(origin.Y + x * dx.Y + y * dy.Y + z * dz.Y + 0.5);
                    int k = (int)Math.Floor(origin.Z + x * dx.Z + y * dy.Z + z * dz.Z + 0.5);
                    if (from.Size.Contains(i, j, k)) result[target] = source[from.Size.Offset(i, j, k)];
                }
            }
        }

        return result;
    }

    private static (double X, double Y, double Z) Difference((double X, double Y, double Z) a, (double X, double Y, double Z) b) =>
        (a.X - b.X, a.Y - b.Y, a.Z - b.Z);
}
