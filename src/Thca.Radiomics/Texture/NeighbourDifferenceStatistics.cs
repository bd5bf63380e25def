namespace Thca.Radiomics.Texture;

/// <summary>The five NGTDM features from voxels nᵢ and differences sᵢ per gray level.</summary>
internal sealed class NeighbourDifferenceStatistics
{
    /// <summary>Computes all features.</summary>
    /// <param name="levels">Gray levels, ascending.</param>
    /// <param name="counts">nᵢ; levels with 0 are left out.</param>
    /// <param name="differences">sᵢ.</param>
    public NeighbourDifferenceStatistics(ReadOnlySpan<int> levels, ReadOnlySpan<int> counts, ReadOnlySpan<double> differences)
    {
        double voxels = 0, total = 0, weighted = 0;
        int occupied = 0;
        for (int i = 0; i < levels.Length; i++)
        {
            voxels += counts[i];
            occupied += counts[i] > 0 ? 1 : 0;
        }

        for (int i = 0; i < levels.Length; i++)
        {
            total += differences[i];
            weighted += counts[i] / voxels * differences[i];
        }

        PairSums sums = SumPairs(levels, counts, differences, voxels);
        Busyness = sums.Busyness == 0 ? 0 : weighted / sums.Busyness;
        Coarseness = weighted == 0 ? 1e6 : 1 / weighted;
        Complexity = sums.Complexity / voxels;
        Contrast = occupied == 1 ? 0 : sums.Contrast / ((double)occupied * (occupied - 1)) * (total / voxels);
        Strength = total == 0 ? 0 : sums.Strength / total;
    }

    public double Busyness { get; }

    public double Coarseness { get; }

    public double Complexity { get; }

    public double Contrast { get; }

    public double Strength { get; }

    private static PairSums SumPairs(ReadOnlySpan<int> levels, ReadOnlySpan<int> counts, ReadOnlySpan<double> differences, double voxels)
    {
        PairSums sums = default;
        for (int i = 0; i < levels.Length; i++)
        {
            if (counts[i] == 0) continue;
            double pi = counts[i] / voxels, li = levels[i];
            for (int j = 0; j < levels.Length; j++)
            {
                if (counts[j] == 0) continue;
                double pj = counts[j] / voxels, lj = levels[j], gap = li - lj;
                sums.Busyness += Math.Abs(li * pi - lj * pj);
                sums.Complexity += Math.Abs(gap) * (pi * differences[i] + pj * differences[j]) / (pi + pj);
                sums.Contrast += pi * pj * gap * gap;
                sums.Strength += (pi + pj) * gap * gap;
            }
        }

        return sums;
    }

    private struct PairSums
    {
        public double Busyness;
        public double Complexity;
        public double Contrast;
        public double Strength;
    }
}
