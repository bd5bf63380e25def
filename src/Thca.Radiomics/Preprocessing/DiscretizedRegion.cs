using Thca.Core.Geometry;

namespace Thca.Radiomics.Preprocessing;

/// <summary>
/// Gray levels of a region on its bounding box, padded so that every neighbour lookup stays inside the array. Voxels hold the rank of their level
/// among the occupied ones (1..K); 0 is outside the region.
/// </summary>
internal sealed class DiscretizedRegion
{
    private readonly int _pad;
    private readonly int _strideY;
    private readonly int _strideZ;

    /// <summary>Creates the padded box.</summary>
    /// <param name="box">Extents of the region's bounding box.</param>
    /// <param name="spacing">Voxel spacing.</param>
    /// <param name="pad">Largest neighbour distance.</param>
    /// <param name="boxOffsets">Position of every region voxel in the box, ascending.</param>
    /// <param name="levels">Gray level of every region voxel, at least 1.</param>
    public DiscretizedRegion(GridSize box, Spacing spacing, int pad, ReadOnlySpan<int> boxOffsets, ReadOnlySpan<int> levels)
    {
        (Box, Spacing, _pad) = (box, spacing, pad);
        _strideY = box.X + 2 * pad;
        _strideZ = _strideY * (box.Y + 2 * pad);
        (Levels, Counts, ushort[] rankOf) = RankLevels(levels);
        Ranks = new ushort[_strideZ * (box.Z + 2 * pad)];
        Positions = new int[levels.Length];
        var cursor = new GridCursor(box);
        for (int i = 0; i < levels.Length; i++)
        {
            VoxelIndex v = cursor.At(boxOffsets[i]);
            int p = v.X + pad + (v.Y + pad) * _strideY + (v.Z + pad) * _strideZ;
            Positions[i] = p;
            Ranks[p] = rankOf[levels[i]];
        }
    }

    /// <summary>Extents of the bounding box.</summary>
    public GridSize Box { get; }

    /// <summary>Voxel spacing, mm.</summary>
    public Spacing Spacing { get; }

    /// <summary>Rank of every padded voxel, 0 outside.</summary>
    public ushort[] Ranks { get; }

    /// <summary>Padded position of every region voxel, ascending.</summary>
    public int[] Positions { get; }

    /// <summary>Gray level of every rank, ascending; entry 0 belongs to rank 1.</summary>
    public int[] Levels { get; }

    /// <summary>Number of voxels of every rank.</summary>
    public int[] Counts { get; }

    /// <summary>Number of occupied levels, K.</summary>
    public int LevelCount => Levels.Length;

    /// <summary>Largest gray level, Ng.</summary>
    public int MaximumLevel => Levels[^1];

    /// <summary>Distance in the padded array of a neighbour.</summary>
    public int Step(int x, int y, int z) => x + y * _strideY + z * _strideZ;

    /// <summary>Position at which the line through a voxel along a direction enters the box; it names the line.</summary>
    public int LineEntry(int position, int directionX, int directionY, int directionZ)
    {
        int z = position / _strideZ - _pad, rest = position % _strideZ, y = rest / _strideY - _pad, x = rest % _strideY - _pad;
        int steps = Math.Min(Back(x, directionX, Box.X), Math.Min(Back(y, directionY, Box.Y), Back(z, directionZ, Box.Z)));
        return position - steps * Step(directionX, directionY, directionZ);
    }

    private static int Back(int coordinate, int direction, int extent) =>
        direction == 0 ? int.MaxValue : direction > 0 ? coordinate / direction : (extent - 1 - coordinate) / -direction;

    private static (int[] Levels, int[] Counts, ushort[] RankOf) RankLevels(ReadOnlySpan<int> levels)
    {
        int highest = 0;
        foreach (int level in levels) highest = Math.Max(highest, level);
        var histogram = new int[highest + 1];
        foreach (int level in levels) histogram[level]++;
        int count = 0;
        foreach (int n in histogram) count += n > 0 ? 1 : 0;
        var occupied = new int[count];
        var counts = new int[count];
        var rankOf = new ushort[highest + 1];
        int rank = 0;
        for (int level = 0; level <= highest; level++)
        {
            if (histogram[level] == 0) continue;
            occupied[rank] = level;
            counts[rank] = histogram[level];
            rankOf[level] = (ushort)++rank;
        }

        return (occupied, counts, rankOf);
    }
}
