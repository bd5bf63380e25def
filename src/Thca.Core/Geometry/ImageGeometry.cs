using Thca.Core.Errors;

namespace Thca.Core.Geometry;

/// <summary>
/// Where a voxel grid lies in the patient: size, spacing, position of the centre of voxel (0,0,0) and orientation, in LPS millimetres.
/// Immutable. Record equality is exact; <see cref="Matches"/> compares with a tolerance.
/// </summary>
/// <param name="Size">Number of voxels along each axis.</param>
/// <param name="Spacing">Distance between voxel centres, mm.</param>
/// <param name="Origin">Centre of voxel (0,0,0), LPS mm.</param>
/// <param name="Direction">Directions of the index axes.</param>
public sealed record ImageGeometry(GridSize Size, Spacing Spacing, PhysicalPoint Origin, DirectionCosines Direction)
{
    /// <summary>Relative tolerance of <see cref="Matches"/> when none is given (the default of ITK and PyRadiomics).</summary>
    public const double DefaultTolerance = 1e-6;

    /// <summary>An axis-aligned grid whose first voxel is centred at the origin.</summary>
    public ImageGeometry(GridSize size, Spacing spacing)
        : this(size, spacing, default, DirectionCosines.Identity)
    {
    }

    /// <summary>Physical position of a (possibly fractional) voxel index.</summary>
    public PhysicalPoint IndexToPhysical(double x, double y, double z)
    {
        double a = x * Spacing.X, b = y * Spacing.Y, c = z * Spacing.Z;
        DirectionCosines d = Direction;
        return new PhysicalPoint(
            Origin.X + d.M00 * a + d.M01 * b + d.M02 * c,
            Origin.Y + d.M10 * a + d.M11 * b + d.M12 * c,
            Origin.Z + d.M20 * a + d.M21 * b + d.M22 * c);
    }

    /// <summary>Fractional voxel index of a physical position; inverse of <see cref="IndexToPhysical"/>.</summary>
    public (double X, double Y, double Z) PhysicalToIndex(PhysicalPoint point)
    {
        DirectionCosines d = Direction.Inverse();
        double a = point.X - Origin.X, b = point.Y - Origin.Y, c = point.Z - Origin.Z;
        return (
            (d.M00 * a + d.M01 * b + d.M02 * c) / Spacing.X,
            (d.M10 * a + d.M11 * b + d.M12 * c) / Spacing.Y,
            (d.M20 * a + d.M21 * b + d.M22 * c) / Spacing.Z);
    }

    /// <summary>
    /// Whether two grids are the same: equal size, origin and spacing within <paramref name="tolerance"/> times the x spacing,
    /// direction cosines within <paramref name="tolerance"/>.
    /// </summary>
    public bool Matches(ImageGeometry other, double tolerance = DefaultTolerance)
    {
        double mm = tolerance * Spacing.X;
        return Size == other.Size
            && Close(Origin.X, other.Origin.X, mm) && Close(Origin.Y, other.Origin.Y, mm) && Close(Origin.Z, other.Origin.Z, mm)
            && Close(Spacing.X, other.Spacing.X, mm) && Close(Spacing.Y, other.Spacing.Y, mm) && Close(Spacing.Z, other.Spacing.Z, mm)
            && Direction.DistanceTo(other.Direction) <= tolerance;
    }

    /// <summary>Throws when <paramref name="other"/> is not the same grid.</summary>
    /// <exception cref="GeometryMismatchException">The grids differ; both are printed.</exception>
    public void EnsureMatches(ImageGeometry other, double tolerance = DefaultTolerance)
    {
        if (!Matches(other, tolerance)) throw new GeometryMismatchException(this, other);
    }

    /// <summary>Geometry of a box of this grid.</summary>
    public ImageGeometry Crop(VoxelRegion region) => this with
    {
        Size = region.Size,
        Origin = IndexToPhysical(region.Start.X, region.Start.Y, region.Start.Z),
    };

    /// <summary>Size, spacing, origin and direction in one line.</summary>
    public override string ToString() => $"size {Size}, spacing {Spacing}, origin {Origin}, direction {Direction}";

    private static bool Close(double a, double b, double tolerance) => Math.Abs(a - b) <= tolerance;
}
