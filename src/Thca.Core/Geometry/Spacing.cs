namespace Thca.Core.Geometry;

/// <summary>Distance between voxel centres along x, y and z in millimetres; finite and positive.</summary>
public readonly record struct Spacing
{
    /// <summary>Creates a spacing.</summary>
    /// <param name="x">mm along x.</param>
    /// <param name="y">mm along y.</param>
    /// <param name="z">mm along z.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is not finite or not positive.</exception>
    public Spacing(double x, double y, double z)
    {
        (X, Y, Z) = (Checked(x, nameof(x)), Checked(y, nameof(y)), Checked(z, nameof(z)));
    }

    /// <summary>mm along x.</summary>
    public double X { get; }

    /// <summary>mm along y.</summary>
    public double Y { get; }

    /// <summary>mm along z.</summary>
    public double Z { get; }

    /// <summary>Volume of one voxel, mm³.</summary>
    public double VoxelVolume => X * Y * Z;

    /// <summary>Smallest of the three, mm.</summary>
    public double Minimum => Math.Min(X, Math.Min(Y, Z));

    /// <summary>The same distance along every axis.</summary>
    public static Spacing Isotropic(double millimetres) => new(millimetres, millimetres, millimetres);

    /// <summary>Values as "X x Y x Z mm".</summary>
    public override string ToString() => FormattableString.Invariant($"{X} x {Y} x {Z} mm");

    private static double Checked(double value, string name) => double.IsFinite(value) && value > 0
        ? value
        : throw new ArgumentOutOfRangeException(name, value, "A voxel spacing must be finite and positive (mm).");
}
