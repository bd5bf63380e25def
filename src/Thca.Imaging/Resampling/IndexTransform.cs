using Thca.Core.Geometry;

namespace Thca.Imaging.Resampling;

/// <summary>
/// Continuous source index of every voxel of a target grid: an affine map. A target voxel halfway between two source voxels falls to
/// one of them by rounding alone; the order of operations here is the one ITK-based tools agree with most often.
/// </summary>
internal sealed class IndexTransform
{
    private const double Negligible = 1e-9;

    private readonly double[] _m;
    private readonly double[] _b;

    public IndexTransform(ImageGeometry source, ImageGeometry target)
    {
        double[] toIndex = Invert(Scaled(source)), step = Scaled(target);
        double[] shift = [target.Origin.X - source.Origin.X, target.Origin.Y - source.Origin.Y, target.Origin.Z - source.Origin.Z];
        _m = new double[9];
        _b = new double[3];
        for (int row = 0; row < 9; row += 3)
        {
            for (int column = 0; column < 3; column++)
                _m[row + column] = toIndex[row] * step[column] + toIndex[row + 1] * step[3 + column] + toIndex[row + 2] * step[6 + column];
            _b[row / 3] = toIndex[row] * shift[0] + toIndex[row + 1] * shift[1] + toIndex[row + 2] * shift[2];
        }

        int[] extent = [target.Size.X, target.Size.Y, target.Size.Z];
        double across = 0;
        for (int row = 0; row < 3; row++)
        {
            for (int column = 0; column < 3; column++) across = Math.Max(across, row == column ? 0 : Math.Abs(_m[3 * row + column]) * extent[column]);
        }

        IsSeparable = across < Negligible;
        IsDiagonal = across == 0;
    }

    /// <summary>Whether each source index depends on the target index of the same axis alone, but for rounding.</summary>
    public bool IsSeparable { get; }

    /// <summary>Whether each source index depends on the target index of the same axis alone.</summary>
    public bool IsDiagonal { get; }

    /// <summary>Source positions along one axis; the grids' axes must be parallel.</summary>
    public double[] Along(int axis, int count)
    {
        var c = new double[count];
        for (int k = 0; k < count; k++) c[k] = _m[4 * axis] * k + _b[axis];
        return c;
    }

    public (double X, double Y, double Z) Of(int x, int y, int z) => (
        _m[0] * x + _m[1] * y + _m[2] * z + _b[0],
        _m[3] * x + _m[4] * y + _m[5] * z + _b[1],
        _m[6] * x + _m[7] * y + _m[8] * z + _b[2]);

    /// <summary>Steps in space per index: direction times spacing, row by row.</summary>
    public static double[] Scaled(ImageGeometry geometry)
    {
        double[] d = geometry.Direction.ToArray(), s = [geometry.Spacing.X, geometry.Spacing.Y, geometry.Spacing.Z];
        for (int i = 0; i < 9; i++) d[i] *= s[i % 3];
        return d;
    }

    // Gaussian elimination with partial pivoting.
    private static double[] Invert(double[] a)
    {
        double[] x = [1, 0, 0, 0, 1, 0, 0, 0, 1];
        for (int k = 0; k < 3; k++)
        {
            int pivot = k;
            for (int i = k + 1; i < 3; i++) pivot = Math.Abs(a[3 * i + k]) > Math.Abs(a[3 * pivot + k]) ? i : pivot;
            for (int j = 0; j < 3 && pivot != k; j++)
            {
                (a[3 * k + j], a[3 * pivot + j]) = (a[3 * pivot + j], a[3 * k + j]);
                (x[3 * k + j], x[3 * pivot + j]) = (x[3 * pivot + j], x[3 * k + j]);
            }

            for (int i = k + 1; i < 3; i++)
            {
                double factor = a[3 * i + k] * (1 / a[3 * k + k]);
                for (int j = k + 1; j < 3; j++) a[3 * i + j] -= factor * a[3 * k + j];
                for (int j = 0; j < 3; j++) x[3 * i + j] -= factor * x[3 * k + j];
            }
        }

        for (int column = 0; column < 3; column++)
        {
            for (int i = 2; i >= 0; i--)
            {
                for (int j = 2; j > i; j--) x[3 * i + column] -= a[3 * i + j] * x[3 * j + column];
                x[3 * i + column] /= a[3 * i + i];
            }
        }

        return x;
    }
}
