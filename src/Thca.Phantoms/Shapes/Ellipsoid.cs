namespace Thca.Phantoms.Shapes;

internal sealed record Ellipsoid(double X, double Y, double Z, double RadiusX, double RadiusY, double RadiusZ) : IShape
{
    public Box Bounds => new(X - RadiusX, X + RadiusX, Y - RadiusY, Y + RadiusY, Z - RadiusZ, Z + RadiusZ);

    public double Volume => 4.0 / 3.0 * Math.PI * RadiusX * RadiusY * RadiusZ;

    public bool Contains(double x, double y, double z) => SquaredRadius(x, y, z) <= 1;

    /// <summary>0 at the centre, 1 on the surface.</summary>
    public double SquaredRadius(double x, double y, double z)
    {
        double u = (x - X) / RadiusX, v = (y - Y) / RadiusY, w = (z - Z) / RadiusZ;
        return u * u + v * v + w * w;
    }
}
