using Thca.Core.Compute;
using Thca.Core.Randomness;
using Thca.Statistics.Legacy;

namespace Thca.Heterogeneity.Supervoxels;

/// <summary>Initial cluster centres: random mask voxels spread by five Lloyd iterations on the coordinates alone.</summary>
internal sealed record SlicSeeds(int[] Chosen, Centroids Centroids, double StepZ, double StepY, double StepX)
{
    private const int LloydIterations = 5;
    private const int DensePointsPerSeed = 1000;
    private const uint LegacySeed = 123;

    /// <summary>Length by which spatial distances are divided: the largest mean distance along an axis to the nearest other centre.</summary>
    public double Step => Math.Max(StepZ, Math.Max(StepY, StepX));

    /// <summary>Scikit-image's seeds: MT19937(123), distances in voxels.</summary>
    public static SlicSeeds Legacy(MaskPoints points, int segments, ComputeOptions? compute, CancellationToken ct)
    {
        var random = new Mt19937(LegacySeed);
        int[] chosen = random.ChoiceWithoutReplacement(points.Count, Math.Min(segments, points.Count));
        Array.Sort(chosen);
        MaskPoints dense = points;
        if (points.Count > DensePointsPerSeed * (long)segments)
        {
            int[] subset = random.ChoiceWithoutReplacement(points.Count, DensePointsPerSeed * segments);
            Array.Sort(subset);
            dense = points.Select(subset);
        }

        return Spread(points, dense, chosen, AxisScale.Voxels, compute, ct);
    }

    /// <summary>Seeds drawn from a sub-stream of the run's seed, distances in the given scale.</summary>
    public static SlicSeeds Seeded(MaskPoints points, int segments, AxisScale scale, RandomSeed seed, ComputeOptions? compute, CancellationToken ct)
    {
        int[] order = [.. Enumerable.Range(0, points.Count)];
        seed.Stream("slic").Shuffle<int>(order);
        int[] chosen = order[..Math.Min(segments, points.Count)];
        Array.Sort(chosen);
        return Spread(points, points, chosen, scale, compute, ct);
    }

    private static SlicSeeds Spread(MaskPoints points, MaskPoints dense, int[] chosen, AxisScale scale, ComputeOptions? compute, CancellationToken ct)
    {
        var centroids = new Centroids(chosen.Length);
        for (int k = 0; k < chosen.Length; k++)
            (centroids.Z[k], centroids.Y[k], centroids.X[k]) = (points.Z[chosen[k]], points.Y[chosen[k]], points.X[chosen[k]]);

        var nearest = new NearestCentroid(dense, null, scale, compute, ct);
        var labels = new int[dense.Count];
        Array.Fill(labels, -1);
        for (int iteration = 0; iteration < LloydIterations; iteration++)
        {
            nearest.Assign(centroids, 1, useIntensity: false, null, labels, labels);
            centroids.MoveTo(labels, dense, null, emptyStays: true);
        }

        return WithSteps(chosen, centroids, scale);
    }

    private static SlicSeeds WithSteps(int[] chosen, Centroids c, AxisScale scale)
    {
        double sumZ = 0, sumY = 0, sumX = 0;
        for (int i = 0; i < c.Count; i++)
        {
            int nearest = i;
            double best = double.PositiveInfinity;
            for (int j = 0; j < c.Count; j++)
            {
                double dz = scale.Z * (c.Z[i] - c.Z[j]), dy = scale.Y * (c.Y[i] - c.Y[j]), dx = scale.X * (c.X[i] - c.X[j]);
                double distance = Math.Sqrt(dz * dz + dy * dy + dx * dx);
                if (j == i || !(distance < best)) continue;
                (best, nearest) = (distance, j);
            }

            sumZ += Math.Abs(c.Z[i] - c.Z[nearest]);
            sumY += Math.Abs(c.Y[i] - c.Y[nearest]);
            sumX += Math.Abs(c.X[i] - c.X[nearest]);
        }

        return new SlicSeeds(chosen, c, scale.Z * sumZ / c.Count, scale.Y * sumY / c.Count, scale.X * sumX / c.Count);
    }
}
