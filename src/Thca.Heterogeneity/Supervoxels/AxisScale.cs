using Thca.Core.Geometry;

namespace Thca.Heterogeneity.Supervoxels;

/// <summary>Length of one voxel along z, y, x in the unit of the distances.</summary>
internal readonly record struct AxisScale(double Z, double Y, double X)
{
    public static AxisScale Voxels => new(1, 1, 1);

    public static AxisScale Of(Spacing spacing) => new(spacing.Z, spacing.Y, spacing.X);
}
