using System.Numerics;

namespace Thca.Heterogeneity.Supervoxels;

/// <summary>A box: first coordinate inside and first beyond, along z, y, x.</summary>
internal readonly record struct SearchWindow(double Z0, double Z1, double Y0, double Y1, double X0, double X1)
{
    public bool Contains(double z, double y, double x) => z >= Z0 && z < Z1 && y >= Y0 && y < Y1 && x >= X0 && x < X1;

    public Vector<long> Contains(Vector<double> z, Vector<double> y, Vector<double> x) =>
        Vector.GreaterThanOrEqual(z, new Vector<double>(Z0)) & Vector.LessThan(z, new Vector<double>(Z1))
        & Vector.GreaterThanOrEqual(y, new Vector<double>(Y0)) & Vector.LessThan(y, new Vector<double>(Y1))
        & Vector.GreaterThanOrEqual(x, new Vector<double>(X0)) & Vector.LessThan(x, new Vector<double>(X1));
}
