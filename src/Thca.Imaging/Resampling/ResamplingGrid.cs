using Thca.Core.Errors;
using Thca.Core.Geometry;

namespace Thca.Imaging.Resampling;

/// <summary>Grids for resampling a region to another spacing, as PyRadiomics lays them out.</summary>
public static class ResamplingGrid
{
    /// <summary>
    /// The grid of a new spacing around a region. The outer corner of voxel (0,0,0) stays where it is; the grid covers the region and
    /// <paramref name="padding"/> new voxels around it, within the image.
    /// </summary>
    /// <param name="geometry">Grid of the mask.</param>
    /// <param name="region">Bounding box of the region.</param>
    /// <param name="x">Spacing wanted along x, mm; 0 keeps the present one. An axis along which the region is one voxel thick also keeps it.</param>
    /// <param name="y">Spacing wanted along y, mm.</param>
    /// <param name="z">Spacing wanted along z, mm.</param>
    /// <param name="padding">New voxels around the region.</param>
    /// <exception cref="OptionsException">A spacing is negative or not finite, or the padding negative.</exception>
    public static ImageGeometry Around(ImageGeometry geometry, VoxelRegion region, double x, double y, double z, int padding = 5)
    {
        List<string> problems = [];
        if (!(x >= 0 && y >= 0 && z >= 0) || !double.IsFinite(x + y + z)) problems.Add(FormattableString.Invariant($"The spacing ({x}, {y}, {z}) must be finite and not negative (mm)."));
        if (padding < 0) problems.Add(FormattableString.Invariant($"The padding {padding} must not be negative."));
        OptionsException.ThrowIfAny(problems);
        Axis ax = Along(geometry.Spacing.X, x, region.Start.X, region.Size.X, geometry.Size.X, padding);
        Axis ay = Along(geometry.Spacing.Y, y, region.Start.Y, region.Size.Y, geometry.Size.Y, padding);
        Axis az = Along(geometry.Spacing.Z, z, region.Start.Z, region.Size.Z, geometry.Size.Z, padding);
        double[] m = IndexTransform.Scaled(geometry);
        return geometry with
        {
            Size = new GridSize(ax.Count, ay.Count, az.Count),
            Spacing = new Spacing(ax.Spacing, ay.Spacing, az.Spacing),
            Origin = new PhysicalPoint(
                geometry.Origin.X + (m[0] * ax.Start + m[1] * ay.Start + m[2] * az.Start),
                geometry.Origin.Y + (m[3] * ax.Start + m[4] * ay.Start + m[5] * az.Start),
                geometry.Origin.Z + (m[6] * ax.Start + m[7] * ay.Start + m[8] * az.Start)),
        };
    }

    private static Axis Along(double spacing, double wanted, int start, int length, int size, int padding)
    {
        double t = wanted == 0 || length == 1 ? spacing : wanted;
        double ratio = spacing / t;
        double lower = Math.Max(0, Math.Floor((start - 0.5) * ratio - padding));
        double upper = Math.Min(Math.Ceiling(size * ratio) - 1, Math.Ceiling((start + length - 0.5) * ratio + padding));
        return new Axis(t, 0.5 * (t - spacing) / spacing + lower / ratio, Math.Max(1, (int)(upper - lower + 1)));
    }

    private readonly record struct Axis(double Spacing, double Start, int Count);
}
