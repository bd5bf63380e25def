using Thca.Radiomics.Catalogue;
using Thca.Radiomics.Preprocessing;
using Thca.Radiomics.Settings;
using Thca.Radiomics.Texture;

namespace Thca.Radiomics.Computation;

/// <summary>Run-length features, one task per direction.</summary>
internal sealed class GlrlmComputation(
    FeatureDefinition<GrayLevelSizeStatistics>[] selected, DiscretizedRegion region, NeighbourOffset[] directions, DistanceWeighting weighting)
    : DirectionalComputation<GrayLevelSizeStatistics>(selected, weighting == DistanceWeighting.None ? directions.Length : 1)
{
    /// <inheritdoc/>
    protected override string WhyNothing => "No line through the region holds two of its voxels.";

    /// <inheritdoc/>
    public override void AddTasks(List<Action> tasks)
    {
        if (weighting != DistanceWeighting.None)
        {
            tasks.Add(Merge);
            return;
        }

        for (int d = 0; d < directions.Length; d++)
        {
            int direction = d;
            tasks.Add(() => One(direction));
        }
    }

    private void One(int direction)
    {
        if (RunLengthMatrix.Of(region, directions[direction]) is { } cells) Store(direction, new GrayLevelSizeStatistics(cells, region.Levels));
    }

    private void Merge()
    {
        var merged = new SortedDictionary<(int Rank, int Size), double>();
        foreach (NeighbourOffset direction in directions)
        {
            double weight = weighting == DistanceWeighting.Unweighted ? 1 : Length(direction, region.Spacing, weighting);
            foreach (SizeCell cell in RunLengthMatrix.Of(region, direction) ?? [])
                merged[(cell.Rank, cell.Size)] = merged.GetValueOrDefault((cell.Rank, cell.Size)) + weight * cell.Count;
        }

        if (merged.Count == 0) return;
        List<SizeCell> cells = [.. merged.Select(c => new SizeCell(c.Key.Rank, c.Key.Size, c.Value))];
        Store(0, new GrayLevelSizeStatistics(cells, region.Levels));
    }
}
