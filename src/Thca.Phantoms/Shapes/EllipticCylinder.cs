namespace Thca.Phantoms.Shapes;

/// <summary>A cylinder along z with an elliptic cross-section, between two heights.</summary>
internal sealed record EllipticCylinder(
    double X, double Y, double RadiusX, double RadiusY, double MinZ = double.NegativeInfinity, double MaxZ = double.PositiveInfinity) : IShape
{
    public Box Bounds => new(X - RadiusX, X + RadiusX, Y - RadiusY, Y + RadiusY, MinZ, MaxZ);

    public bool Contains(double x, double y, double z)
    {
        double u = (x - X) / RadiusX, v = (y - Y) / RadiusY;
        return u * u + v * v <= 1 && z >= MinZ && z <= MaxZ;
    }
}
