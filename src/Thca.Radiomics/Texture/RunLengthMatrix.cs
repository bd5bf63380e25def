using Thca.Radiomics.Preprocessing;

namespace Thca.Radiomics.Texture;

/// <summary>Runs of equal gray level along one direction.</summary>
internal static class RunLengthMatrix
{
    /// <summary>The non-zero entries, or null when no line along the direction holds two region voxels.</summary>
    public static List<SizeCell>? Of(DiscretizedRegion region, NeighbourOffset direction)
    {
        int step = region.Step(direction.X, direction.Y, direction.Z), longest = LongestLine(region, direction);
        var counts = new int[region.LevelCount * longest];
        ReadOnlySpan<ushort> ranks = region.Ranks;
        bool hasPair = false;
        foreach (int start in region.Positions)
        {
            ushort rank = ranks[start], before = ranks[start - step];
            hasPair |= before != 0;
            if (before == rank) continue;
            int length = 1;
            for (int p = start + step; ranks[p] == rank; p += step) length++;
            counts[(rank - 1) * longest + length - 1]++;
        }

        return hasPair || HasSharedLine(region, direction) ? Cells(counts, longest) : null;
    }

    private static int LongestLine(DiscretizedRegion region, NeighbourOffset d)
    {
        int longest = int.MaxValue;
        if (d.X != 0) longest = Math.Min(longest, region.Box.X);
        if (d.Y != 0) longest = Math.Min(longest, region.Box.Y);
        if (d.Z != 0) longest = Math.Min(longest, region.Box.Z);
        return longest;
    }

    // Only reached when no two region voxels are adjacent along the direction.
    private static bool HasSharedLine(DiscretizedRegion region, NeighbourOffset d)
    {
        var lines = new HashSet<int>();
        foreach (int position in region.Positions)
        {
            if (!lines.Add(region.LineEntry(position, d.X, d.Y, d.Z))) return true;
        }

        return false;
    }

    private static List<SizeCell> Cells(int[] counts, int longest)
    {
        List<SizeCell> cells = [];
        for (int i = 0; i < counts.Length; i++)
        {
            if (counts[i] != 0) cells.Add(new SizeCell(i / longest, i % longest + 1, counts[i]));
        }

        return cells;
    }
}
