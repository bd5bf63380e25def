namespace Thca.Statistics.Roc;

/// <summary>Precision against recall of a score; higher scores speak for the positive class.</summary>
public static class PrecisionRecallCurve
{
    /// <summary>Operating points, thresholds falling, one per distinct score.</summary>
    /// <exception cref="Core.Errors.ThcaException">Only one class occurs, or a score is NaN.</exception>
    public static PrecisionRecallPoint[] Points(ReadOnlySpan<bool> outcome, ReadOnlySpan<double> scores)
    {
        (int positives, _) = ScoredOutcomes.RequireBothClasses(outcome, scores);
        int[] order = ScoredOutcomes.ByFallingScore(scores);
        List<PrecisionRecallPoint> points = [];
        int truePositives = 0;
        for (int i = 0; i < order.Length; i++)
        {
            if (outcome[order[i]]) truePositives++;
            if (i + 1 < order.Length && scores[order[i + 1]] == scores[order[i]]) continue;
            points.Add(new PrecisionRecallPoint(scores[order[i]], truePositives / (i + 1.0), (double)truePositives / positives));
        }

        return [.. points];
    }

    /// <summary>
    /// Average precision: sum over falling thresholds of (recall - previous recall) · precision; tied scores enter together, nothing is
    /// interpolated.
    /// </summary>
    /// <exception cref="Core.Errors.ThcaException">Only one class occurs, or a score is NaN.</exception>
    public static double AveragePrecision(ReadOnlySpan<bool> outcome, ReadOnlySpan<double> scores)
    {
        double area = 0, previous = 0;
        foreach (PrecisionRecallPoint point in Points(outcome, scores))
        {
            area += (point.Recall - previous) * point.Precision;
            previous = point.Recall;
        }

        return area;
    }
}
