using System.Text.Json;
using Thca.Core.Features;
using Thca.Core.Geometry;
using Thca.Core.Provenance;
using Thca.Core.Randomness;
using Thca.Core.Volumes;
using Thca.Heterogeneity.Ith;
using Thca.Heterogeneity.Subregions;
using Thca.Imaging;
using Thca.Testing;

namespace Thca.Heterogeneity.Tests.Ith;

public class IthAnalyzerTests
{
    [Theory]
    [InlineData("blocks")]
    [InlineData("stripes")]
    [InlineData("few")]
    public void Constructed_maps_equal_the_original(string name)
    {
        LabelMap labels = VolumeFile.ReadLabelMap(SharedData.Path("golden", "pipeline_units", $"ith_{name}_labels.nii.gz"));
        Mask mask = VolumeFile.ReadLabelMap(SharedData.Path("golden", "pipeline_units", $"ith_{name}_mask.nii.gz")).SelectNonZero();
        SubregionTable table = TitanCase.Subregions(SharedData.Path("golden", "pipeline_units", $"ith_{name}_features.csv"));
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(SharedData.Path("golden", "pipeline_units", "ithscore.json")));
        foreach (ClusterSelection selection in Enum.GetValues<ClusterSelection>())
        {
            foreach (int connectivity in (int[])[6, 18, 26])
            {
                JsonElement expected = document.RootElement.GetProperty(FormattableString.Invariant($"{name}__{(selection == ClusterSelection.Elbow ? "elbow" : "silhouette")}__{connectivity}"));
                var options = new IthOptions { Mode = AnalysisMode.Reference, Selection = selection, Connectivity = connectivity, BootstrapReplicates = 0 };
                AssertEqual(expected, IthAnalyzer.Analyze(labels, table, mask, options));
            }
        }
    }

    [Theory]
    [InlineData("titan_a")]
    [InlineData("titan_b")]
    [InlineData("titan_c")]
    public void Reference_scores_and_intervals_equal_the_original(string name)
    {
        LabelMap labels = VolumeFile.ReadLabelMap(TitanCase.File(name, "expected_subregions.nii.gz"));
        SubregionTable table = TitanCase.Subregions(TitanCase.File(name, "expected_subregion_features.csv"));
        JsonElement expected = TitanCase.Json(name, "expected.json");
        var options = new IthOptions { Mode = AnalysisMode.Reference, Seed = new RandomSeed(expected.GetProperty("numpy_global_seed").GetInt64()) };
        IthResult result = IthAnalyzer.Analyze(labels, table, labels.SelectNonZero(), options);

        JsonElement score = expected.GetProperty("ithscore");
        AssertEqual(score, result);
        Close.To(TitanCase.Json(name, "expected_ith_intermediates.json").GetProperty("inertia").EnumerateArray().Select(v => v.GetDouble()).ToArray(), result.Inertias.ToArray(), 1e-9);
        Close.To(score.GetProperty("3D_ITHscore_CI_lower").GetDouble(), result.Interval!.Lower, 1e-9);
        Close.To(score.GetProperty("3D_ITHscore_CI_upper").GetDouble(), result.Interval.Upper, 1e-9);
        Close.To(score.GetProperty("3D_ITHscore_std").GetDouble(), result.Interval.StandardDeviation, 1e-9);
        Assert.Equal(score.GetProperty("n_clusters_most_frequent").GetInt32(), result.Interval.MostFrequentClusters);
        Close.To(score.GetProperty("n_clusters_stability").GetDouble(), result.Interval.ClusterStability, 1e-9);
    }

    private static void AssertEqual(JsonElement expected, IthResult actual)
    {
        Close.To(expected.GetProperty("3D_ITHscore").GetDouble(), actual.Score, 1e-12);
        Close.To(expected.GetProperty("shannon_entropy").GetDouble(), actual.ShannonEntropy, 1e-9);
        Close.To(expected.GetProperty("fragmentation_index").GetDouble(), actual.FragmentationIndex, 1e-12);
        Assert.Equal(expected.GetProperty("n_clusters").GetInt32(), actual.Clusters);
        Assert.Equal(expected.GetProperty("total_volume").GetInt32(), actual.TotalVolume);
        JsonElement components = expected.GetProperty("ith_components");
        Assert.Equal(components.GetArrayLength(), actual.Habitats.Count);
        foreach ((JsonElement e, Habitat a) in components.EnumerateArray().Zip(actual.Habitats))
        {
            Assert.Equal(e.GetProperty("n_regions").GetInt32(), a.Regions);
            Assert.Equal(e.GetProperty("max_volume").GetInt32(), a.MaxVolume);
            Assert.Equal(e.GetProperty("total_volume").GetInt32(), a.TotalVolume);
        }
    }
}
