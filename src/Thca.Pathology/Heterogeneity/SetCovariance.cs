using Thca.Pathology.NuclearFeatures;

namespace Thca.Pathology.Heterogeneity;

/// <summary>Area of the overlap of the tissue with itself shifted: what the translation correction of Ripley's K divides by.</summary>
internal sealed class SetCovariance
{
    private const long MostCells = 1 << 20;
    private const double FinestCell = 8;

    private readonly double _cell;
    private readonly int _reach;
    private readonly double[] _areas;

    /// <param name="tissue">Where tissue lies.</param>
    /// <param name="distance">Largest shift along an axis, µm.</param>
    public SetCovariance(TissueRaster tissue, double distance)
    {
        // Coarser cells for fine masks and large slides: the overlap changes slowly with the shift.
        int step = Math.Max(1, (int)(FinestCell / tissue.Cell));
        while ((long)tissue.Width * tissue.Height / ((long)step * step) > MostCells) step++;
        int width = (tissue.Width + step - 1) / step, height = (tissue.Height + step - 1) / step;
        var share = new double[width * height];
        for (int y = 0; y < tissue.Height; y++)
        {
            for (int x = 0; x < tissue.Width; x++)
            {
                if (tissue[x, y]) share[y / step * width + x / step] += 1.0 / (step * step);
            }
        }

        _cell = tissue.Cell * step;
        _reach = (int)Math.Ceiling(distance / _cell) + 1;
        int side = 2 * _reach + 1;
        _areas = new double[side * side];
        for (int dy = 0; dy <= _reach; dy++)
        {
            for (int dx = -_reach; dx <= _reach; dx++)
            {
                double sum = 0;
                for (int y = 0; y + dy < height; y++)
                {
                    int from = Math.Max(0, -dx), to = Math.Min(width, width - dx);
                    if (to > from) sum += Core.Compute.OrderedSums.Dot(share.AsSpan(y * width + from, to - from), share.AsSpan((y + dy) * width + from + dx, to - from));
                }

                _areas[(dy + _reach) * side + dx + _reach] = _areas[(_reach - dy) * side + _reach - dx] = sum * _cell * _cell;
            }
        }
    }

    /// <summary>Overlap for a shift, µm², between the cells' shifts bilinearly.</summary>
    public double Area(double dx, double dy)
    {
        double x = dx / _cell + _reach, y = dy / _cell + _reach;
        int side = 2 * _reach + 1, x0 = Math.Clamp((int)x, 0, side - 2), y0 = Math.Clamp((int)y, 0, side - 2);
        double fx = x - x0, fy = y - y0;
        return (1 - fy) * ((1 - fx) * _areas[y0 * side + x0] + fx * _areas[y0 * side + x0 + 1]) + fy * ((1 - fx) * _areas[(y0 + 1) * side + x0] + fx * _areas[(y0 + 1) * side + x0 + 1]);
    }
}
