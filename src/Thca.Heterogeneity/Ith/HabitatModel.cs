using Thca.Core.Randomness;
using Thca.Statistics.Clustering;
using Thca.Statistics.Legacy;

using Thca.Core.Compute;
namespace Thca.Heterogeneity.Ith;

/// <summary>Standardisation, choice of k and k-means of sub-region features.</summary>
/// <param name="Clusters">Habitats; 1 when nothing separates.</param>
/// <param name="Labels">Habitat of every row.</param>
/// <param name="Centres">Centres in the standardised space, row by row.</param>
/// <param name="Scale">The standardisation.</param>
/// <param name="Silhouette">Mean silhouette width; NaN unless it was needed.</param>
/// <param name="Inertias">Inertia for every k tried.</param>
internal sealed record HabitatModel(int Clusters, int[] Labels, double[] Centres, ZScore Scale, double Silhouette, double[] Inertias)
{
    private const uint LegacySeed = 42;

    /// <summary>Fits a model.</summary>
    /// <param name="rows">Features row by row.</param>
    /// <param name="columns">Features per row.</param>
    /// <param name="options">Settings.</param>
    /// <param name="stream">Sub-stream for the k-means starts in Sound mode.</param>
    public static HabitatModel Fit(double[] rows, int columns, IthOptions options, RandomStream? stream)
    {
        ZScore scale = ZScore.Fit(rows, columns);
        double[] z = scale.Transform(rows);
        var kmeans = new KMeans(z, columns);
        int n = kmeans.RowCount, smallest = options.EffectiveMinClusters;
        int largest = Math.Max(Math.Min(options.MaxClusters, n - 1), smallest);
        double[]? distances = options.EffectiveSelection == ClusterSelection.Silhouette ? Statistics.Clustering.Silhouette.Distances(z, columns) : null;

        List<KMeansFit> fits = [];
        List<double> widths = [];
        for (int k = smallest; k <= largest; k++)
        {
            var settings = new KMeansOptions { Clusters = k, Restarts = options.Restarts };
            KMeansFit fit = stream is null ? kmeans.Fit(settings, new Mt19937(LegacySeed)) : kmeans.Fit(settings, stream);
            fits.Add(fit);
            if (distances is not null) widths.Add(Width(distances, fit.Labels));
        }

        double[] inertias = [.. fits.Select(f => f.Inertia)];
        int chosen = distances is null ? ElbowRule.Choose(inertias, smallest) - smallest : FirstLargest(widths);
        double silhouette = distances is null ? double.NaN : widths[chosen];
        if (!options.IsReference && options.EffectiveSelection == ClusterSelection.Silhouette && silhouette < options.SilhouetteFloor)
            return new HabitatModel(1, new int[n], new double[columns], scale, double.NaN, inertias);
        return new HabitatModel(chosen + smallest, fits[chosen].Labels, fits[chosen].Centres, scale, silhouette, inertias);
    }

    /// <summary>Habitat of every row by the nearest centre; the lowest one in a tie.</summary>
    public int[] Assign(double[] rows)
    {
        double[] z = Scale.Transform(rows);
        int columns = Scale.Mean.Count;
        var labels = new int[rows.Length / columns];
        for (int r = 0; r < labels.Length; r++)
        {
            double best = double.PositiveInfinity;
            for (int c = 0; c < Clusters; c++)
            {
                double distance = OrderedSums.Distance(z.AsSpan(r * columns, columns), Centres.AsSpan(c * columns, columns));
                if (!(distance < best)) continue;
                (best, labels[r]) = (distance, c);
            }
        }

        return labels;
    }

    private static double Width(double[] distances, int[] labels)
    {
        double width = Statistics.Clustering.Silhouette.Mean(distances, labels);
        return double.IsNaN(width) ? 0 : width;
    }

    private static int FirstLargest(List<double> values)
    {
        int best = 0;
        for (int i = 1; i < values.Count; i++)
        {
            if (values[i] > values[best]) best = i;
        }

        return best;
    }
}
