using Thca.Pathology.Detection.Instances;

namespace Thca.Pathology.HoverNet.Metrics;

/// <summary>Dice, Dice2, AJI, AJI+ and panoptic quality of one image, with the formulas of HoVer-Net's evaluation; defined where that divides by zero.</summary>
public static class SegmentationMetrics
{
    private const double Threshold = 0.5, Smoothing = 1e-6;

    /// <summary>Compares instances with the truth.</summary>
    /// <exception cref="ArgumentException">The maps differ in size.</exception>
    public static SegmentationScores Score(InstanceMap truth, InstanceMap prediction)
    {
        var overlap = new InstanceOverlap(truth, prediction);
        int n = overlap.TrueCount, m = overlap.PredictedCount;
        if (n == 0 && m == 0) return new SegmentationScores(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, 0, 0);
        if (n == 0 || m == 0) return new SegmentationScores(0, 0, 0, 0, 0, 0, 0, n, m);
        (double detection, double segmentation) = Panoptic(overlap);
        return new SegmentationScores(Dice(overlap), Dice2(overlap), Aji(overlap), AjiPlus(overlap), detection, segmentation, detection * segmentation, n, m);
    }

    private static double Dice(InstanceOverlap overlap) => 2.0 * overlap.Pairs.Sum(p => p.Common) / (overlap.TrueAreas.Sum() + overlap.PredictedAreas.Sum());

    private static double Dice2(InstanceOverlap overlap)
    {
        long common = overlap.Pairs.Sum(p => p.Common), areas = overlap.Pairs.Sum(p => overlap.TrueAreas[p.True] + overlap.PredictedAreas[p.Predicted]);
        return areas == 0 ? 0 : 2.0 * common / areas;
    }

    private static (double Detection, double Segmentation) Panoptic(InstanceOverlap overlap)
    {
        double[] matched = [.. overlap.Pairs.Select(p => (double)p.Common / overlap.Union(p.True, p.Predicted, p.Common)).Where(iou => iou > Threshold)];
        double unmatched = overlap.TrueCount - matched.Length + overlap.PredictedCount - matched.Length;
        return (matched.Length / (matched.Length + unmatched / 2), matched.Sum() / (matched.Length + Smoothing));
    }

    /// <summary>Each true instance takes the prediction of largest overlap; a prediction may serve several.</summary>
    private static double Aji(InstanceOverlap overlap)
    {
        long common = 0, union = 0;
        var served = new bool[overlap.PredictedCount + 1];
        var paired = new bool[overlap.TrueCount + 1];
        foreach (IGrouping<int, (int True, int Predicted, long Common)> group in overlap.Pairs.GroupBy(p => p.True))
        {
            (int t, int p, long c) = group.MaxBy(g => g.Common / (overlap.Union(g.True, g.Predicted, g.Common) + Smoothing));
            (common, union) = (common + c, union + overlap.Union(t, p, c));
            (paired[t], served[p]) = (true, true);
        }

        return common / (double)(union + Unused(overlap, paired, served));
    }

    /// <summary>Pairs are one to one, of largest total overlap.</summary>
    private static double AjiPlus(InstanceOverlap overlap)
    {
        Dictionary<(int, int), long> common = overlap.Pairs.ToDictionary(p => (p.True, p.Predicted), p => p.Common);
        var iou = new double[overlap.TrueCount, overlap.PredictedCount];
        foreach ((int t, int p, long c) in overlap.Pairs) iou[t - 1, p - 1] = c / (overlap.Union(t, p, c) + Smoothing);
        int[] given = Assignment.Solve(overlap.TrueCount, overlap.PredictedCount, (t, p) => -iou[t, p]);
        long intersection = 0, union = 0;
        var served = new bool[overlap.PredictedCount + 1];
        var paired = new bool[overlap.TrueCount + 1];
        for (int t = 0; t < given.Length; t++)
        {
            if (given[t] < 0 || !common.TryGetValue((t + 1, given[t] + 1), out long c)) continue;
            (intersection, union) = (intersection + c, union + overlap.Union(t + 1, given[t] + 1, c));
            (paired[t + 1], served[given[t] + 1]) = (true, true);
        }

        return intersection / (double)(union + Unused(overlap, paired, served));
    }

    private static long Unused(InstanceOverlap overlap, bool[] paired, bool[] served)
    {
        long area = 0;
        for (int t = 1; t < paired.Length; t++) area += paired[t] ? 0 : overlap.TrueAreas[t];
        for (int p = 1; p < served.Length; p++) area += served[p] ? 0 : overlap.PredictedAreas[p];
        return area;
    }
}
