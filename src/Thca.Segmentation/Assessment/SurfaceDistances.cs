using Thca.Core.Compute;
using Thca.Core.Geometry;
using Thca.Core.Volumes;
using Thca.Imaging.Distance;
using Thca.Statistics.Summaries;

namespace Thca.Segmentation.Assessment;

/// <summary>
/// Distances between the surfaces of two masks, in mm between voxel centres, exact and aware of spacing. The surface of a mask are its voxels with a
/// face neighbour outside; beyond the grid is outside. Only the box around both masks is worked on.
/// </summary>
public sealed class SurfaceDistances
{
    // Distances that exceed a tolerance by rounding alone lie within it.
    private const double Slack = 1e-9;
    private readonly double[] _firstToSecond;
    private readonly double[] _secondToFirst;

    private SurfaceDistances(double[] firstToSecond, double[] secondToFirst) => (_firstToSecond, _secondToFirst) = (firstToSecond, secondToFirst);

    /// <summary>Distance of every surface voxel of the first mask to the nearest of the second, in memory order; empty when either mask is.</summary>
    public ReadOnlySpan<double> FirstToSecond => _firstToSecond;

    /// <summary>Distance of every surface voxel of the second mask to the nearest of the first.</summary>
    public ReadOnlySpan<double> SecondToFirst => _secondToFirst;

    /// <summary>The Hausdorff distance: the largest of all distances, mm; NaN when a mask is empty.</summary>
    public double Hausdorff => Math.Max(Quantiles.Of(_firstToSecond, 1), Quantiles.Of(_secondToFirst, 1));

    /// <summary>The larger of the 95th percentiles of both directions (type 7), mm; NaN when a mask is empty.</summary>
    public double Hausdorff95 => Math.Max(Quantiles.Of(_firstToSecond, 0.95), Quantiles.Of(_secondToFirst, 0.95));

    /// <summary>Average symmetric surface distance: the mean of the distances of both directions together, mm; NaN when a mask is empty.</summary>
    public double AverageSymmetric => (Moments.Sum(_firstToSecond) + Moments.Sum(_secondToFirst)) / (_firstToSecond.Length + _secondToFirst.Length);

    /// <summary>Surface Dice (normalised surface distance; Nikolov et al., 2021): the share of both surfaces within a tolerance of the other one.</summary>
    /// <param name="tolerance">mm, not negative.</param>
    /// <returns>NaN when a mask is empty.</returns>
    public double SurfaceDice(double tolerance)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tolerance);
        double limit = tolerance * (1 + Slack);
        return (double)(_firstToSecond.Count(d => d <= limit) + _secondToFirst.Count(d => d <= limit)) / (_firstToSecond.Length + _secondToFirst.Length);
    }

    /// <summary>Measures two masks on the same grid.</summary>
    /// <param name="first">A mask.</param>
    /// <param name="second">The other; its spacing is taken to be that of the first.</param>
    /// <param name="compute">Threads; default all cores.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="ArgumentException">The grids differ in size.</exception>
    public static SurfaceDistances Between(Mask first, Mask second, ComputeOptions? compute = null, CancellationToken ct = default)
    {
        VoxelRegion? union = UnionBox.Of(first, second);
        return union is { } box ? InBox(first.Crop(box), second.Crop(box), compute, ct) : new SurfaceDistances([], []);
    }

    /// <summary>Measures masks that are already cropped to the box around both.</summary>
    internal static SurfaceDistances InBox(Mask first, Mask second, ComputeOptions? compute, CancellationToken ct)
    {
        byte[] a = Surface(first), b = Surface(second);
        if (Array.IndexOf(a, (byte)1) < 0 || Array.IndexOf(b, (byte)1) < 0) return new SurfaceDistances([], []);
        return new SurfaceDistances(Sample(a, b, first.Geometry, compute, ct), Sample(b, a, first.Geometry, compute, ct));
    }

    private static double[] Sample(byte[] from, byte[] to, ImageGeometry geometry, ComputeOptions? compute, CancellationToken ct)
    {
        ReadOnlySpan<double> squared = DistanceMap.SquaredEuclidean(new Mask(geometry, to), null, compute, ct).Voxels;
        var distances = new double[from.AsSpan().Count((byte)1)];
        int next = 0;
        for (int i = 0; i < from.Length; i++)
        {
            if (from[i] != 0) distances[next++] = Math.Sqrt(squared[i]);
        }

        return distances;
    }

    private static byte[] Surface(Mask mask)
    {
        GridSize size = mask.Size;
        ReadOnlySpan<byte> voxels = mask.Voxels;
        var surface = new byte[voxels.Length];
        int rowStep = size.X, sliceStep = size.X * size.Y;
        for (int z = 0; z < size.Z; z++)
        {
            for (int y = 0; y < size.Y; y++)
            {
                int row = size.Offset(0, y, z);
                bool edge = z == 0 || y == 0 || z == size.Z - 1 || y == size.Y - 1;
                for (int x = 0; x < size.X; x++)
                {
                    int i = row + x;
                    if (voxels[i] == 0) continue;
                    bool inner = !edge && x > 0 && x < size.X - 1
                        && voxels[i - 1] != 0 && voxels[i + 1] != 0 && voxels[i - rowStep] != 0 && voxels[i + rowStep] != 0
                        && voxels[i - sliceStep] != 0 && voxels[i + sliceStep] != 0;
                    if (!inner) surface[i] = 1;
                }
            }
        }

        return surface;
    }
}
