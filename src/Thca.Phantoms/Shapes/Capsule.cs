namespace Thca.Phantoms.Shapes;

/// <summary>All points within a radius of the segment from A to B.</summary>
internal sealed record Capsule(double Ax, double Ay, double Az, double Bx, double By, double Bz, double Radius) : IShape
{
    public Box Bounds => new(
        Math.Min(Ax, Bx) - Radius, Math.Max(Ax, Bx) + Radius,
        Math.Min(Ay, By) - Radius, Math.Max(Ay, By) + Radius,
        Math.Min(Az, Bz) - Radius, Math.Max(Az, Bz) + Radius);

    public bool Contains(double x, double y, double z)
    {
        double dx = Bx - Ax, dy = By - Ay, dz = Bz - Az;
        double px = x - Ax, py = y - Ay, pz = z - Az;
        double t = Math.Clamp((px * dx + py * dy + pz * dz) / (dx * dx + dy * dy + dz * dz), 0, 1);
        double ex = px - t * dx, ey = py - t * dy, ez = pz - t * dz;
        return ex * ex + ey * ey + ez * ez <= Radius * Radius;
    }
}
