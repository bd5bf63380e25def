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

    [Theory]
    [InlineData(26, 0, 1, 0)]
    [InlineData(18, 0, 1, 0)]
    [InlineData(6, 0.75, 4, 0.9375)]
    public void A_chessboard_of_eight_blocks(int connectivity, double score, double fragmentation, double published)
    {
        (LabelMap map, SubregionTable table) = Chessboard();
        IthResult Run(IthFormula formula) => IthAnalyzer.Analyze(map, table, map.SelectNonZero(), new IthOptions { Connectivity = connectivity, Formula = formula, BootstrapReplicates = 0 });
        IthResult result = Run(IthFormula.Coherence);
        Assert.Equal(2, result.Clusters);
        Close.To(score, result.Score, 1e-12);
        Close.To(fragmentation, result.FragmentationIndex, 1e-12);
        Close.To(Math.Log(2), result.ShannonEntropy, 1e-6);
        Close.To(published, Run(IthFormula.Published).Score, 1e-12);
    }

    [Fact]
    public void Renaming_the_subregions_does_not_change_the_score()
    {
        (LabelMap map, SubregionTable table) = Blobs(7, 3);
        int n = table.RowCount;
        int[] order = [.. Enumerable.Range(0, n)];
        new RandomSeed(3).Stream("order").Shuffle<int>(order);
        var renamed = new LabelMap(map.Geometry, [.. map.Labels.ToArray().Select(l => l == 0 ? 0 : order[l - 1] + 1)]);
        int[] rows = [.. Enumerable.Range(0, n).OrderBy(r => order[r])];
        var permuted = new SubregionTable(table.Labels, [.. rows.Select(r => table.VoxelCounts[r])], [.. table.Columns.Select(c => c.SelectRows(rows))]);
        var options = new IthOptions { BootstrapReplicates = 0 };
        IthResult a = IthAnalyzer.Analyze(map, table, map.SelectNonZero(), options), b = IthAnalyzer.Analyze(renamed, permuted, map.SelectNonZero(), options);
        Close.To(a.Score, b.Score, 1e-12);
        Assert.Equal(a.Clusters, b.Clusters);
    }

    [Fact]
    public void A_missing_feature_never_becomes_score_zero()
    {
        (LabelMap map, SubregionTable table) = Blobs(7, 3);
        double[] values = [.. Enumerable.Range(0, table.RowCount).Select(r => r == 4 ? double.NaN : r)];
        SubregionTable incomplete = table with { Columns = [.. table.Columns, new FeatureColumn("glcm_Broken", values)] };
        IthResult reference = IthAnalyzer.Analyze(map, incomplete, map.SelectNonZero(), new IthOptions { Mode = AnalysisMode.Reference });
        Assert.True(double.IsNaN(reference.Score));
        Assert.Equal("ITH_FEATURE_MISSING", reference.Reason!.Code);
        IthResult sound = IthAnalyzer.Analyze(map, incomplete, map.SelectNonZero(), new IthOptions { BootstrapReplicates = 0 });
        Assert.True(double.IsFinite(sound.Score));
        Assert.Contains(sound.DroppedFeatures, p => p.Message.Contains("glcm_Broken", StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_that_separates_is_one_habitat_with_score_zero()
    {
        (LabelMap map, SubregionTable table) = Blobs(11, 1);
        IthResult result = IthAnalyzer.Analyze(map, table, map.SelectNonZero(), new IthOptions { BootstrapReplicates = 0 });
        Assert.Equal(1, result.Clusters);
        Assert.Equal(0, result.Score);
        Assert.True(double.IsNaN(result.Silhouette));
    }

    [Fact]
    public void Dropped_subregions_lower_the_coverage_or_join_their_neighbours()
    {
        (LabelMap map, SubregionTable table) = Blobs(7, 3);
        int[] kept = [.. Enumerable.Range(0, table.RowCount).Where(r => r % 5 != 0)];
        var fewer = new SubregionTable([.. kept.Select(r => table.Labels[r])], [.. kept.Select(r => table.VoxelCounts[r])], [.. table.Columns.Select(c => c.SelectRows(kept))]);
        IthResult plain = IthAnalyzer.Analyze(map, fewer, map.SelectNonZero(), new IthOptions { BootstrapReplicates = 0 });
        IthResult joined = IthAnalyzer.Analyze(map, fewer, map.SelectNonZero(), new IthOptions { BootstrapReplicates = 0, AssignDropped = true });
        Close.To(51.0 / 64, plain.Coverage, 1e-12);
        Close.To(1, joined.Coverage, 1e-12);
        Assert.Equal(map.SelectNonZero().Count(), joined.TotalVolume);
    }

    [Fact]
    public void Principal_components_find_the_same_habitats()
    {
        (LabelMap map, SubregionTable table) = Blobs(7, 3);
        IthResult plain = IthAnalyzer.Analyze(map, table, map.SelectNonZero(), new IthOptions { BootstrapReplicates = 0 });
        IthResult reduced = IthAnalyzer.Analyze(map, table, map.SelectNonZero(), new IthOptions { BootstrapReplicates = 0, PrincipalComponentVariance = 0.95 });
        Close.To(plain.Score, reduced.Score, 1e-12);
    }

    [Fact]
    public void Sound_intervals_contain_the_estimate_and_reference_intervals_lie_above_it()
    {
        int runs = Environment.GetEnvironmentVariable("THCA_LONG") == "1" ? 100 : 20, contained = 0, above = 0;
        for (int run = 0; run < runs; run++)
        {
            (LabelMap map, SubregionTable table) = Blobs(100 + run, 3);
            IthResult sound = IthAnalyzer.Analyze(map, table, map.SelectNonZero(), new IthOptions { BootstrapReplicates = 100, Seed = new RandomSeed(run) });
            contained += sound.Interval!.Lower <= sound.Score && sound.Score <= sound.Interval.Upper ? 1 : 0;
            if (run >= 10) continue;
            IthResult reference = IthAnalyzer.Analyze(map, table, map.SelectNonZero(), new IthOptions { Mode = AnalysisMode.Reference, Seed = new RandomSeed(run) });
            above += reference.Interval!.Lower > reference.Score ? 1 : 0;
        }

        Assert.True(contained >= 0.95 * runs, $"{contained} of {runs} intervals contain the estimate");
        Assert.True(above >= 8, $"{above} of 10 reference intervals lie above the estimate");
    }

    [Fact]
    public void Few_subregions_have_no_interval_and_say_why()
    {
        (LabelMap map, SubregionTable table) = Chessboard();
        IthResult result = IthAnalyzer.Analyze(map, table, map.SelectNonZero(), new IthOptions());
        Assert.Null(result.Interval);
        Assert.Equal("ITH_INTERVAL_TOO_FEW_SUBREGIONS", result.IntervalReason!.Code);
    }

    // 64 cubes of 27 voxels; features of as many groups as asked for, laid out as slabs with noise.
    private static (LabelMap Map, SubregionTable Table) Blobs(int seed, int groups)
    {
        RandomStream random = new RandomSeed(seed).Stream("blobs");
        LabelMap map = Cubes(4, 3);
        int[] group = [.. Enumerable.Range(0, 64).Select(i => random.NextDouble() < 0.12 ? random.NextInt(groups) : i / 16 % groups)];
        FeatureColumn[] columns = [.. Enumerable.Range(0, 8).Select(c => new FeatureColumn($"f{c}", [.. group.Select(g => 4 * Math.Sin(1 + g * (c + 1.7)) + random.NextNormal())]))];
        return (map, new SubregionTable([.. Enumerable.Range(1, 64)], [.. Enumerable.Repeat(27, 64)], columns));
    }

    private static (LabelMap Map, SubregionTable Table) Chessboard()
    {
        LabelMap map = Cubes(2, 2);
        double[] values = [.. Enumerable.Range(0, 8).Select(i => ((i & 1) + (i >> 1 & 1) + (i >> 2 & 1)) % 2 * 10.0 + i * 0.01)];
        return (map, new SubregionTable([.. Enumerable.Range(1, 8)], [.. Enumerable.Repeat(8, 8)], [new FeatureColumn("f", values)]));
    }

    private static LabelMap Cubes(int perAxis, int edge)
    {
        var grid = new ImageGeometry(new GridSize(perAxis * edge, perAxis * edge, perAxis * edge), Spacing.Isotropic(1));
        return new LabelMap(grid, [.. Enumerable.Range(0, grid.Size.Count).Select(i =>
        {
            VoxelIndex v = grid.Size.IndexOf(i);
            return 1 + v.X / edge + perAxis * (v.Y / edge + perAxis * (v.Z / edge));
        })]);
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
