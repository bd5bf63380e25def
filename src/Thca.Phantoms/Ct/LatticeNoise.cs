using Thca.Core.Randomness;
using Thca.Phantoms.Shapes;

namespace Thca.Phantoms.Ct;

/// <summary>Smooth random field: normal values on a cubic lattice, trilinear in between.</summary>
internal sealed class LatticeNoise
{
    private readonly double _cell;
    private readonly Box _box;
    private readonly int _nx;
    private readonly int _ny;
    private readonly double[] _values;

    public LatticeNoise(Box box, double cell, RandomStream random)
    {
        (_box, _cell) = (box, cell);
        (_nx, _ny) = (Nodes(box.MaxX - box.MinX), Nodes(box.MaxY - box.MinY));
        _values = new double[_nx * _ny * Nodes(box.MaxZ - box.MinZ)];
        for (int i = 0; i < _values.Length; i++) _values[i] = random.NextNormal();
    }

    public double At(double x, double y, double z)
    {
        double u = (x - _box.MinX) / _cell, v = (y - _box.MinY) / _cell, w = (z - _box.MinZ) / _cell;
        int i = (int)u, j = (int)v, k = (int)w;
        (u, v, w) = (u - i, v - j, w - k);
        int n = i + _nx * (j + _ny * k);
        return Mix(Plane(n, u, v), Plane(n + _nx * _ny, u, v), w);
    }

    private static double Mix(double a, double b, double t) => a + (b - a) * t;

    private double Plane(int n, double u, double v) =>
        Mix(Mix(_values[n], _values[n + 1], u), Mix(_values[n + _nx], _values[n + _nx + 1], u), v);

    private int Nodes(double length) => (int)(length / _cell) + 2;
}
