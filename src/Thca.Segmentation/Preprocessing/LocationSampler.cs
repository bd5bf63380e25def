using Thca.Core.Geometry;
using Thca.Core.Randomness;

namespace Thca.Segmentation.Preprocessing;

/// <summary>Draws voxels of every label, so that training finds foreground without searching: at most 10,000, but at least one in a hundred.</summary>
internal static class LocationSampler
{
    private const int Most = 10_000;
    private const double LeastShare = 0.01;

    /// <summary>Positions per label, four numbers each: channel 0, z, y, x; in memory order.</summary>
    public static SortedDictionary<int, int[]> Sample(ReadOnlySpan<short> labels, GridSize size, IReadOnlyList<int> wanted, RandomSeed seed, string caseId)
    {
        var counts = new Dictionary<int, int>();
        foreach (short label in labels)
        {
            if (label > 0) counts[label] = counts.GetValueOrDefault(label) + 1;
        }

        var draws = new Dictionary<int, Draw>();
        foreach (int label in wanted)
        {
            int n = counts.GetValueOrDefault(label);
            draws[label] = new Draw(n, Math.Max(Math.Min(Most, n), (int)Math.Ceiling(LeastShare * n)), seed.Stream("locations", caseId, label));
        }

        for (int i = 0; i < labels.Length; i++)
        {
            if (labels[i] > 0 && draws.TryGetValue(labels[i], out Draw? draw)) draw.Offer(i, size);
        }

        var result = new SortedDictionary<int, int[]>();
        foreach ((int label, Draw draw) in draws) result[label] = [.. draw.Taken];
        return result;
    }

    /// <summary>Selection sampling: every voxel is taken with the chance that makes all subsets equally likely (Knuth, algorithm S).</summary>
    private sealed class Draw(int left, int wanted, RandomStream random)
    {
        private int _left = left;
        private int _wanted = wanted;

        public List<int> Taken { get; } = new(4 * wanted);

        public void Offer(int offset, GridSize size)
        {
            bool take = _wanted == _left || (_wanted > 0 && random.NextDouble() * _left < _wanted);
            _left--;
            if (!take) return;
            _wanted--;
            VoxelIndex v = size.IndexOf(offset);
            Taken.AddRange([0, v.Z, v.Y, v.X]);
        }
    }
}
