using Thca.Core.Errors;
using Thca.Core.Volumes;

namespace Thca.Heterogeneity.Stability;

/// <summary>How well two partitions agree on the voxels that both label; independent of how labels are numbered.</summary>
/// <param name="MatchedDice">Σ |A_i| max_j Dice(A_i, B_j) / Σ |A_i|: 1 for equal partitions.</param>
/// <param name="AdjustedRand">Adjusted Rand index: 1 for equal partitions, about 0 for unrelated ones.</param>
public sealed record PartitionAgreement(double MatchedDice, double AdjustedRand)
{
    /// <summary>Compares two label maps.</summary>
    /// <param name="a">The partition whose regions are matched.</param>
    /// <param name="b">The other.</param>
    /// <param name="background">Label that is no region.</param>
    /// <returns>NaN when no voxel is labelled in both.</returns>
    /// <exception cref="GeometryMismatchException">The grids differ in size.</exception>
    public static PartitionAgreement Between(LabelMap a, LabelMap b, int background = 0)
    {
        if (a.Size != b.Size) throw new GeometryMismatchException(a.Geometry, b.Geometry);
        var joint = new Dictionary<(int A, int B), int>();
        Dictionary<int, int> sizeA = [], sizeB = [];
        int n = 0;
        for (int i = 0; i < a.Labels.Length; i++)
        {
            (int la, int lb) = (a.Labels[i], b.Labels[i]);
            if (la == background || lb == background) continue;
            n++;
            joint[(la, lb)] = joint.GetValueOrDefault((la, lb)) + 1;
            sizeA[la] = sizeA.GetValueOrDefault(la) + 1;
            sizeB[lb] = sizeB.GetValueOrDefault(lb) + 1;
        }

        if (n == 0) return new PartitionAgreement(double.NaN, double.NaN);
        Dictionary<int, double> best = [];
        foreach (((int la, int lb), int common) in joint) best[la] = Math.Max(best.GetValueOrDefault(la), 2.0 * common / (sizeA[la] + sizeB[lb]));
        double dice = best.Keys.Order().Sum(la => sizeA[la] * best[la]) / n;
        double together = joint.Values.Sum(Pairs), pairsA = sizeA.Values.Sum(Pairs), pairsB = sizeB.Values.Sum(Pairs);
        double expected = n > 1 ? pairsA * pairsB / Pairs(n) : 0, largest = 0.5 * (pairsA + pairsB);
        return new PartitionAgreement(dice, largest == expected ? 1 : (together - expected) / (largest - expected));
    }

    private static double Pairs(int count) => 0.5 * count * (count - 1.0);
}
