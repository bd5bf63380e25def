using Thca.Core.Geometry;

namespace Thca.Radiomics.Texture;

/// <summary>Sets of neighbour offsets in the reference's order.</summary>
internal static class NeighbourOffsets
{
    /// <summary>
    /// One offset of each opposite pair: largest component in <paramref name="distances"/>, every component smaller than the box's extent, none along
    /// <paramref name="flatAxis"/> (0 = z, 1 = y, 2 = x; −1 for none). Components run from +d to −d, z slowest.
    /// </summary>
    public static NeighbourOffset[] OneSided(GridSize box, IReadOnlyList<int> distances, int flatAxis)
    {
        int d = distances.Max();
        int dz = flatAxis == 0 ? 0 : Math.Min(d, box.Z - 1), dy = flatAxis == 1 ? 0 : Math.Min(d, box.Y - 1), dx = flatAxis == 2 ? 0 : Math.Min(d, box.X - 1);
        List<NeighbourOffset> offsets = [];
        for (int z = dz; z >= 0; z--)
        {
            for (int y = dy; y >= -dy; y--)
            {
                for (int x = dx; x >= -dx; x--)
                {
                    bool isFirstOfPair = z > 0 || y > 0 || (y == 0 && x > 0);
                    if (isFirstOfPair && distances.Contains(Math.Max(z, Math.Max(Math.Abs(y), Math.Abs(x))))) offsets.Add(new NeighbourOffset(x, y, z));
                }
            }
        }

        return [.. offsets];
    }
}
