using System.Runtime.InteropServices;
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
        var zones = new Dictionary<long, int>();
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

            CollectionsMarshal.GetValueRefOrAddDefault(zones, ((long)(rank - 1) << 32) | (uint)size, out _)++;
        }

        return Cells(zones);
    }

    // In the order of level and size, so that sums do not depend on where zones lie.
    private static List<SizeCell> Cells(Dictionary<long, int> zones) =>
        [.. zones.OrderBy(z => z.Key).Select(z => new SizeCell((int)(z.Key >> 32), (int)(uint)z.Key, z.Value))];
}
