using System.Globalization;
using System.Text.Json;
using Thca.Core.Errors;
using Thca.Core.Randomness;
using Thca.Statistics.Clustering;
using Thca.Statistics.Legacy;
using Thca.Testing;

namespace Thca.Statistics.Tests.Clustering;

public class KMeansTests
{
    [Theory]
    [InlineData("blobs")]
    [InlineData("noise")]
    [InlineData("wide")]
    public void Partitions_inertia_elbow_and_silhouette_equal_the_golden_values(string name)
    {
        JsonElement expected = GoldenFile.Cases("clustering.json").GetProperty(name);
        (double[] x, int columns) = expected.GetProperty("X").Matrix();
        double[] z = ZScore.Fit(x, columns).Transform(x);
        var kmeans = new KMeans(z, columns);
        var inertias = new List<double>();
        foreach (JsonProperty entry in expected.GetProperty("kmeans").EnumerateObject())
        {
            int k = int.Parse(entry.Name, CultureInfo.InvariantCulture);
            KMeansFit fit = kmeans.Fit(new KMeansOptions { Clusters = k }, new Mt19937(42));
            inertias.Add(fit.Inertia);
            Assert.Equal(entry.Value.GetProperty("labels").Integers(), fit.Labels);
            Close.To(entry.Value.GetProperty("inertia").GetDouble(), fit.Inertia, 1e-9);
            Assert.Equal(entry.Value.GetProperty("n_iter").GetInt32(), fit.Iterations);
            Close.To(entry.Value.GetProperty("silhouette").GetDouble(), Silhouette.Mean(z, columns, fit.Labels), 1e-9);
            if (k == 3) Close.To(expected.GetProperty("silhouette_samples_k3").Numbers(), Silhouette.Samples(z, columns, fit.Labels), 1e-9, 1e-12);
            JsonElement centres = entry.Value.GetProperty("centers");
            if (centres.ValueKind == JsonValueKind.Array) Close.To(centres.Matrix().Rows, fit.Centres, 1e-9, 1e-12);
        }

        Assert.Equal(expected.GetProperty("elbow").GetProperty("best_k").GetInt32(), ElbowRule.Choose(inertias.ToArray(), 3));
    }

    [Fact]
    public void Two_pairs_split_in_the_middle()
    {
        KMeansFit fit = new KMeans([0, 1, 10, 11], 1).Fit(new KMeansOptions { Clusters = 2 }, RandomSeed.Default.Stream("kmeans"));
        Assert.Equal(fit.Labels[0], fit.Labels[1]);
        Assert.Equal(fit.Labels[2], fit.Labels[3]);
        Assert.NotEqual(fit.Labels[0], fit.Labels[2]);
        Close.To(1.0, fit.Inertia, 1e-12);
        Assert.Equal([0.5, 10.5], fit.Centres.Order());
    }

    [Fact]
    public void More_clusters_than_distinct_rows_leave_clusters_empty_or_doubled()
    {
        KMeansFit fit = new KMeans([1, 1, 2, 2], 1).Fit(new KMeansOptions { Clusters = 3 }, new Mt19937(42));
        Close.To(0.0, fit.Inertia, 0, 1e-20);
        Assert.Equal(fit.Labels[0], fit.Labels[1]);
        Assert.NotEqual(fit.Labels[0], fit.Labels[2]);
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        Assert.Throws<ThcaException>(() => new KMeans([1, double.NaN], 1));
        Assert.Throws<ArgumentException>(() => new KMeans([1, 2, 3], 2));
        Assert.Throws<ThcaException>(() => new KMeans([1, 2], 1).Fit(new KMeansOptions { Clusters = 3 }, new Mt19937(1)));
        OptionsException problems = Assert.Throws<OptionsException>(() => new KMeansOptions { Clusters = 0, Restarts = 0, Tolerance = double.NaN }.Validate());
        Assert.Equal(3, problems.Problems.Count);
    }

    [Fact]
    public void Fits_of_one_instance_do_not_depend_on_each_other()
    {
        double[] rows = [.. Enumerable.Range(0, 60).Select(i => Math.Sin(i * 1.7) * (1 + i % 3))];
        var shared = new KMeans(rows, 2);
        shared.Fit(new KMeansOptions { Clusters = 5 }, new Mt19937(1));
        KMeansFit second = shared.Fit(new KMeansOptions { Clusters = 4 }, new Mt19937(42));
        KMeansFit alone = new KMeans(rows, 2).Fit(new KMeansOptions { Clusters = 4 }, new Mt19937(42));
        Assert.Equal(alone.Labels, second.Labels);
        Assert.Equal(alone.Inertia, second.Inertia);
    }
}
