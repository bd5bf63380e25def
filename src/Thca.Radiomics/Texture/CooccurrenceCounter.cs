using Thca.Radiomics.Preprocessing;

namespace Thca.Radiomics.Texture;

/// <summary>Counts pairs of gray levels at one offset.</summary>
internal static class CooccurrenceCounter
{
    /// <summary>Counts into a (K+1) x (K+1) block whose row and column 0 collect pairs that leave the region.</summary>
    /// <returns>Number of pairs inside the region.</returns>
    public static long Count(DiscretizedRegion region, NeighbourOffset offset, Span<int> counts)
    {
        counts.Clear();
        int side = region.LevelCount + 1, step = region.Step(offset.X, offset.Y, offset.Z);
        ReadOnlySpan<ushort> ranks = region.Ranks;
        foreach (int p in region.Positions) counts[ranks[p] * side + ranks[p + step]]++;
        long outside = 0;
        for (int i = 1; i < side; i++) outside += counts[i * side];
        return region.Positions.Length - outside;
    }

    /// <summary>Adds the pairs inside the region, and with <paramref name="symmetrical"/> their mirror images, to a K x K matrix.</summary>
    public static void Accumulate(ReadOnlySpan<int> counts, int levels, bool symmetrical, double weight, Span<double> matrix)
    {
        int side = levels + 1;
        for (int i = 0; i < levels; i++)
        {
            ReadOnlySpan<int> row = counts.Slice((i + 1) * side + 1, levels);
            Span<double> target = matrix.Slice(i * levels, levels);
            for (int j = 0; j < levels; j++)
            {
                int n = symmetrical ? row[j] + counts[(j + 1) * side + i + 1] : row[j];
                target[j] += weight * n;
            }
        }
    }
}
