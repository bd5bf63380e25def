namespace Thca.Pathology.HoverNet.Metrics;

/// <summary>Pairs true and predicted centroids one to one by least total distance; pairs farther apart than 12 pixels (3 µm) are dropped.</summary>
public static class DetectionMetrics
{
    /// <summary>Largest distance of a pair, pixels.</summary>
    public const double Radius = 12;

    /// <summary>Counts pairs, missed and invented nuclei of one image.</summary>
    public static DetectionCounts Count(IReadOnlyList<TypedCentroid> truth, IReadOnlyList<TypedCentroid> prediction)
    {
        const int Types = DetectionCounts.TypeCount;
        var pairs = new int[Types * Types];
        var missed = new int[Types];
        var invented = new int[Types];
        var taken = new bool[prediction.Count];
        int[] given = truth.Count == 0 || prediction.Count == 0
            ? [.. truth.Select(_ => -1)]
            : Assignment.Solve(truth.Count, prediction.Count, (i, j) => Distance(truth[i], prediction[j]));
        for (int i = 0; i < given.Length; i++)
        {
            if (given[i] >= 0 && Distance(truth[i], prediction[given[i]]) <= Radius)
            {
                taken[given[i]] = true;
                pairs[truth[i].Type * Types + prediction[given[i]].Type]++;
            }
            else
            {
                missed[truth[i].Type]++;
            }
        }

        for (int j = 0; j < taken.Length; j++)
        {
            if (!taken[j]) invented[prediction[j].Type]++;
        }

        return new DetectionCounts { Pairs = pairs, Missed = missed, Invented = invented };
    }

    private static double Distance(TypedCentroid a, TypedCentroid b) => Math.Sqrt((a.X - b.X) * (a.X - b.X) + (a.Y - b.Y) * (a.Y - b.Y));
}
