using Thca.Core.Geometry;

namespace Thca.Segmentation.Augmentation;

/// <summary>A fractional position in a grid with the weights of its eight neighbours.</summary>
internal readonly ref struct SourcePoint
{
    // Positions that rounding puts a hair outside the outermost centres still count as inside.
    private const double Tolerance = 1e-9;

    private readonly GridSize _size;
    private readonly int _z;
    private readonly int _y;
    private readonly int _x;
    private readonly double _fz;
    private readonly double _fy;
    private readonly double _fx;
    private readonly bool _inside;

    public SourcePoint(GridSize size, double z, double y, double x)
    {
        _size = size;
        _inside = Within(z, size.Z) && Within(y, size.Y) && Within(x, size.X);
        (_z, _fz) = Split(z);
        (_y, _fy) = Split(y);
        (_x, _fx) = Split(x);
    }

    /// <summary>Linear interpolation; neighbours outside count as zero.</summary>
    public float Value(ReadOnlySpan<float> values)
    {
        double sum = 0;
        for (int corner = 0; corner < 8; corner++)
        {
            if (Neighbour(corner, out double weight) is { } offset && weight > 0) sum += weight * values[offset];
        }

        return (float)sum;
    }

    /// <summary>The label with the largest weight in half precision, the lowest on ties; -1 outside.</summary>
    public short Label(ReadOnlySpan<short> labels)
    {
        if (!_inside) return -1;
        Span<short> candidates = stackalloc short[8];
        Span<double> weights = stackalloc double[8];
        int count = 0;
        for (int corner = 0; corner < 8; corner++)
        {
            if (Neighbour(corner, out double weight) is not { } offset || weight <= 0) continue;
            int at = candidates[..count].IndexOf(labels[offset]);
            if (at < 0)
            {
                at = count++;
                candidates[at] = labels[offset];
                weights[at] = 0;
            }

            weights[at] += weight;
        }

        short best = candidates[0];
        Half most = (Half)(1000 * weights[0]);
        for (int i = 1; i < count; i++)
        {
            Half weight = (Half)(1000 * weights[i]);
            if (weight > most || (weight == most && candidates[i] < best)) (best, most) = (candidates[i], weight);
        }

        return best;
    }

    private int? Neighbour(int corner, out double weight)
    {
        int dz = corner >> 2, dy = (corner >> 1) & 1, dx = corner & 1;
        weight = (dz == 0 ? 1 - _fz : _fz) * (dy == 0 ? 1 - _fy : _fy) * (dx == 0 ? 1 - _fx : _fx);
        return _size.Contains(_x + dx, _y + dy, _z + dz) ? _size.Offset(_x + dx, _y + dy, _z + dz) : null;
    }

    private static bool Within(double at, int extent) => at >= -Tolerance && at <= extent - 1 + Tolerance;

    private static (int Whole, double Fraction) Split(double at)
    {
        double nearest = Math.Round(at);
        if (Math.Abs(at - nearest) < Tolerance) return ((int)nearest, 0);
        double floor = Math.Floor(at);
        return ((int)floor, at - floor);
    }
}
