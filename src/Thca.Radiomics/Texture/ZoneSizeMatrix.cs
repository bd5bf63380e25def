using Thca.Radiomics.Preprocessing;

namespace Thca.Radiomics.Texture;

/// <summary>Connected zones of equal gray level.</summary>
internal static class ZoneSizeMatrix
{
    /// <summary>The non-zero entries. Zones connect over the given offsets and their opposites.</summary>
    public static List<SizeCell> Of(DiscretizedRegion region, NeighbourOffset[] oneSided)
    {
        int[] steps = [.. oneSided.Select(o => region.Step(o.X, o.Y, o.Z)), .. oneSided.Select(o => -region.Step(o.X, o.Y, o.Z))];
        var ranks = (ushort[])region.Ranks.Clone();
        var zones = new List<long>();
        var stack = new int[64];
        foreach (int seed in region.Positions)
        {
            ushort rank = ranks[seed];
            if (rank == 0) continue;
            ranks[seed] = 0;
            stack[0] = seed;
            int depth = 1, size = 0;
            while (depth > 0)
            {
                int p = stack[--depth];
                size++;
                if (depth + steps.Length > stack.Length) Array.Resize(ref stack, 2 * stack.Length);
                foreach (int step in steps)
                {
                    if (ranks[p + step] != rank) continue;
                    ranks[p + step] = 0;
                    stack[depth++] = p + step;
                }
            }

            zones.Add(((long)(rank - 1) << 32) | (uint)size);
        }

        return Cells(zones);
    }

    private static List<SizeCell> Cells(List<long> zones)
    {
        zones.Sort();
        List<SizeCell> cells = [];
        for (int i = 0, j; i < zones.Count; i = j)
        {
            for (j = i + 1; j < zones.Count && zones[j] == zones[i]; j++);
            cells.Add(new SizeCell((int)(zones[i] >> 32), (int)(uint)zones[i], j - i));
        }

        return cells;
    }
}
