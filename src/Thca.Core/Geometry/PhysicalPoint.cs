namespace Thca.Core.Geometry;

/// <summary>Position in the patient, millimetres in the LPS frame (x to the left, y to posterior, z to superior).</summary>
/// <param name="X">Left, mm.</param>
/// <param name="Y">Posterior, mm.</param>
/// <param name="Z">Superior, mm.</param>
public readonly record struct PhysicalPoint(double X, double Y, double Z)
{
    /// <summary>Euclidean distance to another point, mm.</summary>
    public double DistanceTo(PhysicalPoint other)
    {
        double dx = X - other.X, dy = Y - other.Y, dz = Z - other.Z;
        return Math.Sqrt(dx * dx + dy * dy + dz * dz);
    }

    /// <summary>Coordinates as "(x, y, z)".</summary>
    public override string ToString() => FormattableString.Invariant($"({X}, {Y}, {Z})");
}
