using System.Numerics;
using System.Runtime.InteropServices;
using Thca.Core.Compute;

namespace Thca.Heterogeneity.Supervoxels;

/// <summary>
/// Exact assignment of voxels to the nearest centre: D = w ((sz dz)² + (sy dy)² + (sx dx)²) + (df)² with coordinates in
/// voxels and the length s of a voxel along each axis; the lowest index wins a tie. Voxels are kept in
/// blocks of 4 x 4 x 4; per block only centres whose smallest possible D does not exceed a known upper bound are evaluated.
/// </summary>
internal sealed class NearestCentroid
{
    private const int Edge = 4;

    private readonly Block[] _blocks;
    private readonly int[] _source;
    private readonly double[] _z;
    private readonly double[] _y;
    private readonly double[] _x;
    private readonly double[] _f;
    private readonly AxisScale _scale;
    private readonly ComputeOptions? _compute;
    private readonly CancellationToken _ct;

    /// <summary>Sorts voxels into blocks.</summary>
    public NearestCentroid(MaskPoints points, double[]? f, AxisScale scale, ComputeOptions? compute, CancellationToken ct)
    {
        (_scale, _compute, _ct) = (scale, compute, ct);
        int width = Vector<double>.Count;
        long Key(int i) => ((long)(points.Z[i] / Edge) << 42) | ((long)(points.Y[i] / Edge) << 21) | (long)(points.X[i] / Edge);
        var keys = new long[points.Count];
        int[] order = new int[points.Count];
        for (int i = 0; i < keys.Length; i++) (keys[i], order[i]) = (Key(i), i);
        Array.Sort(keys, order);

        var blocks = new List<Block>();
        var source = new List<int>(points.Count * 5 / 4);
        for (int start = 0; start < order.Length;)
        {
            int end = start;
            while (end < order.Length && keys[end] == keys[start]) end++;
            int at = source.Count, count = end - start;
            Array.Sort(order, start, count);
            for (int i = start; i < end; i++) source.Add(order[i]);
            while (source.Count % width != 0) source.Add(order[end - 1]);
            blocks.Add(new Block(at, count, source.Count - at));
            start = end;
        }

        _source = [.. source];
        (_z, _y, _x) = (Gather(points.Z), Gather(points.Y), Gather(points.X));
        _f = f is null ? new double[_source.Length] : Gather(f);
        _blocks = [.. blocks];
        foreach (Block block in _blocks) block.Measure(_z, _y, _x, _f);
    }

    /// <summary>Assigns every voxel that some centre reaches; others keep their label.</summary>
    /// <param name="centroids">The centres.</param>
    /// <param name="weight">w.</param>
    /// <param name="useIntensity">Whether df counts.</param>
    /// <param name="windows">Reach of the centres, or null for unlimited.</param>
    /// <param name="hints">A label per voxel near its best (or -1) to bound the search; never changes the result.</param>
    /// <param name="labels">Written.</param>
    public void Assign(Centroids centroids, double weight, bool useIntensity, SearchWindows? windows, int[] hints, int[] labels)
    {
        SearchWindow[]? reach = windows?.Of(centroids);
        const int Chunk = 64;
        int chunks = (_blocks.Length + Chunk - 1) / Chunk;
        OrderedParallel.For(
            chunks,
            c =>
            {
                var candidates = new List<int>();
                for (int b = c * Chunk; b < Math.Min(_blocks.Length, (c + 1) * Chunk); b++)
                {
                    Block block = _blocks[b];
                    double bound = UpperBound(block, centroids, weight, useIntensity, reach, hints);
                    Collect(block, centroids, weight, useIntensity, bound, candidates);
                    Evaluate(block, centroids, weight, useIntensity, reach, candidates, labels);
                }
            },
            _compute,
            _ct);
    }

    private double[] Gather<T>(T[] values)
        where T : INumberBase<T> => Array.ConvertAll(_source, i => double.CreateChecked(values[i]));

    private double UpperBound(Block block, Centroids centroids, double weight, bool useIntensity, SearchWindow[]? reach, int[] hints)
    {
        double bound = 0;
        for (int i = block.Start; i < block.Start + block.Count; i++)
        {
            int k = hints[_source[i]];
            if (k < 0) return NearBound(block, centroids, weight, useIntensity, reach);
            if (reach is not null && !reach[k].Contains(_z[i], _y[i], _x[i])) return double.PositiveInfinity;
            double dz = _scale.Z * (centroids.Z[k] - _z[i]), dy = _scale.Y * (centroids.Y[k] - _y[i]), dx = _scale.X * (centroids.X[k] - _x[i]), df = useIntensity ? _f[i] - centroids.F[k] : 0;
            bound = Math.Max(bound, (dz * dz + dy * dy + dx * dx) * weight + df * df);
        }

        return bound;
    }

    // Smallest over the centres of the largest D within the block.
    private double NearBound(Block block, Centroids centroids, double weight, bool useIntensity, SearchWindow[]? reach)
    {
        double bound = double.PositiveInfinity;
        for (int k = 0; k < centroids.Count; k++)
        {
            if (reach is not null && !block.IsInside(reach[k])) continue;
            double dz = _scale.Z * Far(block.Z0, block.Z1, centroids.Z[k]), dy = _scale.Y * Far(block.Y0, block.Y1, centroids.Y[k]), dx = _scale.X * Far(block.X0, block.X1, centroids.X[k]);
            double df = useIntensity ? Far(block.F0, block.F1, centroids.F[k]) : 0;
            bound = Math.Min(bound, (dz * dz + dy * dy + dx * dx) * weight + df * df);
        }

        return bound;
    }

    private static double Far(double low, double high, double centre) => Math.Max(Math.Abs(centre - low), Math.Abs(centre - high));

    // Centres whose smallest D within the block's box is not above the bound (with room for rounding), in ascending order.
    private void Collect(Block block, Centroids centroids, double weight, bool useIntensity, double bound, List<int> candidates)
    {
        candidates.Clear();
        var limit = new Vector<double>(bound * (1 + 1e-12) + 1e-300);
        Vector<double> z0 = new(block.Z0), z1 = new(block.Z1), y0 = new(block.Y0), y1 = new(block.Y1), x0 = new(block.X0), x1 = new(block.X1);
        Vector<double> f0 = new(block.F0), f1 = new(block.F1), w = new(weight), zero = Vector<double>.Zero;
        ReadOnlySpan<Vector<double>> cz = MemoryMarshal.Cast<double, Vector<double>>(centroids.Z), cy = MemoryMarshal.Cast<double, Vector<double>>(centroids.Y);
        ReadOnlySpan<Vector<double>> cx = MemoryMarshal.Cast<double, Vector<double>>(centroids.X), cf = MemoryMarshal.Cast<double, Vector<double>>(centroids.F);
        for (int v = 0; v < cz.Length; v++)
        {
            Vector<double> dz = _scale.Z * Vector.Max(zero, Vector.Max(z0 - cz[v], cz[v] - z1));
            Vector<double> dy = _scale.Y * Vector.Max(zero, Vector.Max(y0 - cy[v], cy[v] - y1));
            Vector<double> dx = _scale.X * Vector.Max(zero, Vector.Max(x0 - cx[v], cx[v] - x1));
            Vector<double> least = (dz * dz + dy * dy + dx * dx) * w;
            if (useIntensity)
            {
                Vector<double> df = Vector.Max(zero, Vector.Max(f0 - cf[v], cf[v] - f1));
                least += df * df;
            }

            if (!Vector.LessThanOrEqualAny(least, limit)) continue;
            for (int lane = 0; lane < Vector<double>.Count; lane++)
            {
                int k = v * Vector<double>.Count + lane;
                if (k < centroids.Count && least[lane] <= limit[lane]) candidates.Add(k);
            }
        }
    }

    private void Evaluate(Block block, Centroids centroids, double weight, bool useIntensity, SearchWindow[]? reach, List<int> candidates, int[] labels)
    {
        int width = Vector<double>.Count, vectors = block.Padded / width;
        Span<Vector<double>> best = stackalloc Vector<double>[Edge * Edge * Edge];
        Span<Vector<double>> winner = stackalloc Vector<double>[Edge * Edge * Edge];
        best[..vectors].Fill(new Vector<double>(double.MaxValue));
        winner[..vectors].Fill(new Vector<double>(-1.0));
        ReadOnlySpan<Vector<double>> z = Vectors(_z, block), y = Vectors(_y, block), x = Vectors(_x, block), f = Vectors(_f, block);
        var w = new Vector<double>(weight);
        foreach (int k in candidates)
        {
            bool whole = reach is null || block.IsInside(reach[k]);
            Vector<double> cz = new(centroids.Z[k]), cy = new(centroids.Y[k]), cx = new(centroids.X[k]), cf = new(centroids.F[k]), index = new(k);
            for (int v = 0; v < vectors; v++)
            {
                Vector<double> dz = _scale.Z * (cz - z[v]), dy = _scale.Y * (cy - y[v]), dx = _scale.X * (cx - x[v]);
                Vector<double> distance = (dz * dz + dy * dy + dx * dx) * w;
                if (useIntensity)
                {
                    Vector<double> df = f[v] - cf;
                    distance += df * df;
                }

                Vector<long> closer = Vector.LessThan(distance, best[v]);
                if (!whole) closer &= reach![k].Contains(z[v], y[v], x[v]);
                best[v] = Vector.ConditionalSelect(closer, distance, best[v]);
                winner[v] = Vector.ConditionalSelect(closer, index, winner[v]);
            }
        }

        for (int i = 0; i < block.Count; i++)
        {
            double k = winner[i / width][i % width];
            if (k >= 0) labels[_source[block.Start + i]] = (int)k;
        }
    }

    private static ReadOnlySpan<Vector<double>> Vectors(double[] values, Block block) =>
        MemoryMarshal.Cast<double, Vector<double>>(values.AsSpan(block.Start, block.Padded));

    private sealed class Block(int start, int count, int padded)
    {
        public int Start { get; } = start;

        public int Count { get; } = count;

        public int Padded { get; } = padded;

        public double Z0 { get; private set; } = double.PositiveInfinity;

        public double Z1 { get; private set; } = double.NegativeInfinity;

        public double Y0 { get; private set; } = double.PositiveInfinity;

        public double Y1 { get; private set; } = double.NegativeInfinity;

        public double X0 { get; private set; } = double.PositiveInfinity;

        public double X1 { get; private set; } = double.NegativeInfinity;

        public double F0 { get; private set; } = double.PositiveInfinity;

        public double F1 { get; private set; } = double.NegativeInfinity;

        public bool IsInside(SearchWindow window) => window.Contains(Z0, Y0, X0) && window.Contains(Z1, Y1, X1);

        public void Measure(double[] z, double[] y, double[] x, double[] f)
        {
            for (int i = Start; i < Start + Count; i++)
            {
                (Z0, Z1) = (Math.Min(Z0, z[i]), Math.Max(Z1, z[i]));
                (Y0, Y1) = (Math.Min(Y0, y[i]), Math.Max(Y1, y[i]));
                (X0, X1) = (Math.Min(X0, x[i]), Math.Max(X1, x[i]));
                (F0, F1) = (Math.Min(F0, f[i]), Math.Max(F1, f[i]));
            }
        }
    }
}
