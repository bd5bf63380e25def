namespace Thca.Phantoms.Shapes;

/// <summary>An axis-parallel box, edges included.</summary>
internal sealed record Box(double MinX, double MaxX, double MinY, double MaxY, double MinZ, double MaxZ) : IShape
{
    public Box Bounds => this;

    public bool Contains(double x, double y, double z) => x >= MinX && x <= MaxX && y >= MinY && y <= MaxY && z >= MinZ && z <= MaxZ;
}
