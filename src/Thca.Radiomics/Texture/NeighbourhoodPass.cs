using Thca.Core.Compute;
using Thca.Radiomics.Preprocessing;

namespace Thca.Radiomics.Texture;

/// <summary>Visits every neighbour of every region voxel once for GLDM and NGTDM together.</summary>
internal sealed class NeighbourhoodPass
{
    // Fixed blocks of voxels: their sums are added in order, whatever the number of threads.
    private const int BlockSize = 1 << 14;

    private readonly DiscretizedRegion _region;
    private readonly int[] _steps;
    private readonly int[] _levels;
    private readonly int _alpha;
    private readonly Partial[] _partials;

    public NeighbourhoodPass(DiscretizedRegion region, NeighbourOffset[] oneSided, int alpha)
    {
        _region = region;
        _alpha = alpha;
        _steps = [.. oneSided.Select(o => region.Step(o.X, o.Y, o.Z)), .. oneSided.Select(o => -region.Step(o.X, o.Y, o.Z))];
        // Entry 0 is far from every level, so a voxel outside never depends.
        _levels = [-1 << 29, .. region.Levels];
        _partials = new Partial[(region.Positions.Length + BlockSize - 1) / BlockSize];
    }

    /// <summary>Number of blocks; they may be run in any order or at once.</summary>
    public int BlockCount => _partials.Length;

    /// <summary>Runs one block.</summary>
    public void Run(int block)
    {
        int start = block * BlockSize, end = Math.Min(start + BlockSize, _region.Positions.Length);
        var partial = new Partial(_region.LevelCount, _steps.Length + 1);
        _partials[block] = partial;
        Visit(_region.Positions.AsSpan(start, end - start), partial);
    }

    /// <summary>Adds the blocks.</summary>
    public Neighbourhood Finish()
    {
        Partial total = _partials[0];
        for (int b = 1; b < _partials.Length; b++) total.Add(_partials[b]);
        int width = _steps.Length + 1;
        List<SizeCell> cells = [];
        for (int i = 0; i < total.Dependence.Length; i++)
        {
            if (total.Dependence[i] != 0) cells.Add(new SizeCell(i / width, i % width + 1, total.Dependence[i]));
        }

        return new Neighbourhood(cells, total.Connected, total.Isolated, total.Differences);
    }

    private void Visit(ReadOnlySpan<int> positions, Partial partial)
    {
        ReadOnlySpan<ushort> ranks = _region.Ranks;
        ReadOnlySpan<int> levels = _levels, steps = _steps;
        int width = steps.Length + 1;
        uint tolerance = 2 * (uint)_alpha;
        foreach (int p in positions)
        {
            int rank = ranks[p], level = levels[rank], dependents = 0, neighbours = 0, sum = 0;
            foreach (int step in steps)
            {
                int other = ranks[p + step];
                int inside = other != 0 ? 1 : 0;
                neighbours += inside;
                int otherLevel = levels[other];
                sum += inside * otherLevel;
                dependents += (uint)(otherLevel - level + _alpha) <= tolerance ? 1 : 0;
            }

            partial.Dependence[(rank - 1) * width + dependents]++;
            if (neighbours == 0)
            {
                partial.Isolated[rank - 1]++;
                continue;
            }

            partial.Connected[rank - 1]++;
            partial.Differences[rank - 1] += Math.Abs(level - (double)sum / neighbours);
        }
    }

    private sealed class Partial(int levels, int width)
    {
        public int[] Dependence { get; } = new int[levels * width];

        public int[] Connected { get; } = new int[levels];

        public int[] Isolated { get; } = new int[levels];

        public double[] Differences { get; } = new double[levels];

        public void Add(Partial other)
        {
            for (int i = 0; i < Dependence.Length; i++) Dependence[i] += other.Dependence[i];
            for (int i = 0; i < Connected.Length; i++)
            {
                Connected[i] += other.Connected[i];
                Isolated[i] += other.Isolated[i];
                Differences[i] += other.Differences[i];
            }
        }
    }
}
