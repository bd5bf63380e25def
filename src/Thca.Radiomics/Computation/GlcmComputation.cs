using System.Collections.Concurrent;
using Thca.Radiomics.Catalogue;
using Thca.Radiomics.Preprocessing;
using Thca.Radiomics.Settings;
using Thca.Radiomics.Texture;

namespace Thca.Radiomics.Computation;

/// <summary>Co-occurrence features, one task per direction.</summary>
internal sealed class GlcmComputation(
    FeatureDefinition<CooccurrenceStatistics>[] selected, DiscretizedRegion region, NeighbourOffset[] offsets, RadiomicsOptions options)
    : DirectionalComputation<CooccurrenceStatistics>(selected, options.WeightingNorm == DistanceWeighting.None ? offsets.Length : 1)
{
    private readonly ConcurrentBag<Work> _pool = [];

    /// <inheritdoc/>
    protected override string WhyNothing => $"No two voxels of the region are neighbours at distance {string.Join(" or ", options.Distances)}.";

    /// <inheritdoc/>
    public override void AddTasks(List<Action> tasks)
    {
        if (options.WeightingNorm != DistanceWeighting.None)
        {
            tasks.Add(Merge);
            return;
        }

        for (int d = 0; d < offsets.Length; d++)
        {
            int direction = d;
            tasks.Add(() => One(direction));
        }
    }

    private void One(int direction)
    {
        if (!_pool.TryTake(out Work? work)) work = new Work(region, options.NegativeImc2);
        if (CooccurrenceCounter.Count(region, offsets[direction], work.Counts) > 0)
        {
            Array.Clear(work.Matrix);
            CooccurrenceCounter.Accumulate(work.Counts, region.LevelCount, options.SymmetricalGlcm, 1, work.Matrix);
            work.Statistics.Load(work.Matrix, options.SymmetricalGlcm);
            Store(direction, work.Statistics);
        }

        _pool.Add(work);
    }

    private void Merge()
    {
        var work = new Work(region, options.NegativeImc2);
        long pairs = 0;
        foreach (NeighbourOffset offset in offsets)
        {
            pairs += CooccurrenceCounter.Count(region, offset, work.Counts);
            CooccurrenceCounter.Accumulate(work.Counts, region.LevelCount, options.SymmetricalGlcm, Weight(offset), work.Matrix);
        }

        if (pairs == 0) return;
        work.Statistics.Load(work.Matrix, options.SymmetricalGlcm);
        Store(0, work.Statistics);
    }

    private double Weight(NeighbourOffset offset)
    {
        if (options.WeightingNorm == DistanceWeighting.Unweighted) return 1;
        double length = Length(offset, region.Spacing, options.WeightingNorm);
        return Math.Exp(-length * length);
    }

    private sealed class Work(DiscretizedRegion region, NegativeInformation negativeInformation)
    {
        public int[] Counts { get; } = new int[(region.LevelCount + 1) * (region.LevelCount + 1)];

        public double[] Matrix { get; } = new double[region.LevelCount * region.LevelCount];

        public CooccurrenceStatistics Statistics { get; } = new(region.Levels, negativeInformation);
    }
}
