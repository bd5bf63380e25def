using System.Text.Json;
using Thca.Core.Compute;
using Thca.Core.Contracts;
using Thca.Core.Errors;
using Thca.Core.Features;
using Thca.Core.Geometry;
using Thca.Core.Provenance;
using Thca.Core.Randomness;
using Thca.Core.Tables;
using Thca.Core.Volumes;
using Thca.Heterogeneity.Expansion;
using Thca.Heterogeneity.Ited;
using Thca.Heterogeneity.Ith;
using Thca.Heterogeneity.Stability;
using Thca.Heterogeneity.Subregions;
using Thca.Imaging;
using Thca.Radiomics;
using Thca.Testing;

namespace Thca.Heterogeneity.Tests;

public class TitanAnalyzerTests
{
    [Theory]
    [InlineData("titan_a")]
    [InlineData("titan_b")]
    [InlineData("titan_c")]
    public void Reference_run_equals_the_original(string name)
    {
        (Volume<float> image, Mask tumour, Mask thyroid) = Read(name);
        JsonElement expected = TitanCase.Json(name, "expected.json"), status = expected.GetProperty("status");
        var options = new TitanOptions
        {
            Mode = AnalysisMode.Reference,
            Seed = new RandomSeed(expected.GetProperty("numpy_global_seed").GetInt64()),
            Ith = new IthOptions { BootstrapReplicates = 0 },
            Ited = new ItedOptions { BootstrapReplicates = 0 },
        };
        TitanResult result = new TitanAnalyzer(new RadiomicsExtractor(), options).Run(image, tumour, thyroid, name);

        Assert.Equal(TitanStatus.Success, result.Status);
        Assert.Equal(status.GetProperty("NumTumorVoxels").GetInt32(), result.Voxels);
        Assert.Equal(status.GetProperty("OriginalNumTumorVoxels").GetInt32(), result.OriginalVoxels);
        Assert.Equal(status.GetProperty("SlicTargetSegments").GetInt32(), result.TargetSegments);
        Assert.Equal(status.GetProperty("ExpansionAttemptsMade").GetInt32(), result.ExpansionAttempts);
        Assert.Equal(status.GetProperty("FilteredSmallSubregions").GetInt32(), result.Features!.TooSmall);
        Assert.Equal(status.GetProperty("ValidSubregionsForITED").GetInt32(), result.ValidSubregions);
        AssertSubregions(name, result);
        Close.To(status.GetProperty("3D_ITHscore").GetDouble(), result.Ith.Score, 1e-9);
        LabelMap clusters = VolumeFile.ReadLabelMap(TitanCase.File(name, "expected_clusters.nii.gz"));
        Assert.True(clusters.Labels.SequenceEqual(result.Habitats!.Labels), "habitats");
        if (name == "titan_c") Assert.True(VolumeFile.ReadLabelMap(TitanCase.File(name, "expected_expanded_mask.nii.gz")).SelectNonZero().Voxels.SequenceEqual(result.Expansion!.Mask.Voxels));
    }

    [Theory]
    [InlineData(1, TitanStatus.SkippedTumourTooSmall, "MASK_TOO_SMALL")]
    [InlineData(9, TitanStatus.SkippedTumourTooSmall, "MASK_TOO_SMALL")]
    [InlineData(50, TitanStatus.SkippedTumourTooSmall, "MASK_TOO_SMALL")]
    [InlineData(300, TitanStatus.Success, null)]
    [InlineData(500, TitanStatus.Success, null)]
    public void Small_lesions_have_the_documented_outcome(int voxels, TitanStatus status, string? code)
    {
        (Volume<float> image, Mask mask) = SyntheticLesion.Of(voxels);
        TitanResult result = Quick().Run(image, mask);
        Assert.Equal(status, result.Status);
        Assert.Equal(code, result.Problem?.Code);
        Assert.Equal(93, result.Ited.Features.Count);
        if (code is null)
        {
            Assert.InRange(result.ValidSubregions, 5, voxels / 10);
            Assert.InRange(result.Ith.Score, 0, 1);
            return;
        }

        Assert.True(double.IsNaN(result.Ith.Score));
        Assert.Equal(code, result.Ith.Reason!.Code);
        Assert.All(result.Ited.Features, f => Assert.True(double.IsNaN(f.Value) && f.Reason!.Code == code));
        HeterogeneityFeatures features = Quick().Analyze(image, mask);
        Assert.Equal(code, features.Status.Code);
        Assert.Equal(94, features.Features.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(50)]
    public void Small_lesions_are_expanded_when_allowed(int voxels)
    {
        (Volume<float> image, Mask mask) = SyntheticLesion.Of(voxels);
        var options = new TitanOptions { Ith = new IthOptions { BootstrapReplicates = 0 }, Ited = new ItedOptions { BootstrapReplicates = 0 }, Stability = new StabilityOptions { Runs = 0 }, Expansion = new ExpansionOptions { Enabled = true } };
        TitanResult result = new TitanAnalyzer(new RadiomicsExtractor(), options).Run(image, mask);
        Assert.Equal(TitanStatus.Success, result.Status);
        Assert.InRange(result.ExpansionAttempts, 1, 3);
        Assert.Equal(voxels, result.OriginalVoxels);
        Assert.True(result.Voxels >= 100 && result.Expansion!.FractionOutside > 0.4);
        for (int i = 0; i < mask.Voxels.Length; i++) Assert.True(mask.Voxels[i] == 0 || result.Expansion.Mask.Voxels[i] == 1);
    }

    [Fact]
    public void Expansion_without_space_ends_with_the_reason()
    {
        (Volume<float> image, Mask mask) = SyntheticLesion.Of(50);
        var options = new TitanOptions { Expansion = new ExpansionOptions { Enabled = true } };
        TitanResult result = new TitanAnalyzer(new RadiomicsExtractor(), options).Run(image, mask, mask);
        Assert.Equal(TitanStatus.SkippedTumourTooSmall, result.Status);
        Assert.Contains(result.Log, l => l.Contains("no space", StringComparison.Ordinal));
    }

    [Fact]
    public void A_homogeneous_lesion_has_no_subregion_with_features()
    {
        (Volume<float> image, Mask mask) = SyntheticLesion.Of(1500, constant: 80);
        TitanResult result = Quick().Run(image, mask);
        Assert.Equal(TitanStatus.SkippedTooFewSubregions, result.Status);
        Assert.Equal(result.InitialSubregions, result.Features!.ConstantIntensity);
        Assert.Equal(0, result.Features.TooSmall + result.Features.Failed.Count);
        Assert.Contains("constant", result.Problem!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Disconnected_lesions_are_divided_like_one()
    {
        (Volume<float> image, Mask one) = SyntheticLesion.Of(800);
        (_, Mask other) = SyntheticLesion.Of(300, shift: 14);
        var both = new Mask(one.Geometry, [.. Enumerable.Range(0, one.Voxels.Length).Select(i => (byte)(one.Voxels[i] | other.Voxels[i]))]);
        TitanResult result = Quick().Run(image, both);
        Assert.Equal(TitanStatus.Success, result.Status);
        Assert.Equal(both.Count(), result.Subregions!.SelectNonZero().Count());
    }

    [Fact]
    public void Thick_slices_and_an_absent_thyroid_are_no_obstacle()
    {
        (Volume<float> image, Mask mask) = SyntheticLesion.Of(900, new Spacing(0.5, 0.5, 5));
        var empty = new Mask(mask.Geometry, new byte[mask.Voxels.Length]);
        TitanResult result = Quick().Run(image, mask, empty);
        Assert.Equal(TitanStatus.Success, result.Status);
        Assert.Contains(result.Log, l => l.Contains("does not touch", StringComparison.Ordinal));
        // Sub-regions are round in millimetres: hardly any spans several of the 5 mm slices.
        LabelMap map = result.Subregions!;
        double slices = map.DistinctLabels().Average(l => map.Select(l).RequireBoundingBox().Size.Z);
        double width = map.DistinctLabels().Average(l => map.Select(l).RequireBoundingBox().Size.X);
        Assert.True(slices < 2.5 && width > 4, $"{slices} slices, {width} columns");
    }

    [Fact]
    public void Empty_masks_and_other_grids_are_refused()
    {
        (Volume<float> image, Mask mask) = SyntheticLesion.Of(50);
        Assert.Throws<EmptyMaskException>(() => Quick().Run(image, new Mask(mask.Geometry, new byte[mask.Voxels.Length])));
        Mask small = mask.Crop(new VoxelRegion(default, new GridSize(9, 9, 9)));
        Assert.Throws<GeometryMismatchException>(() => Quick().Run(image, small));
        Assert.Throws<OptionsException>(() => new TitanAnalyzer(new RadiomicsExtractor(), new TitanOptions { MinValidSubregions = 1, Ith = new IthOptions { Connectivity = 7 } }));
    }

    [Fact]
    public void Threads_do_not_change_a_bit_and_inputs_stay()
    {
        (Volume<float> image, Mask mask) = SyntheticLesion.Of(1200);
        float[] before = image.Voxels.ToArray();
        var options = new TitanOptions { Ith = new IthOptions { BootstrapReplicates = 20 }, Ited = new ItedOptions { BootstrapReplicates = 20 }, Stability = new StabilityOptions { Runs = 2 } };
        TitanResult[] results = [.. new[] { 1, 2, 3 }.Select(threads => new TitanAnalyzer(new RadiomicsExtractor(), options).Run(image, mask, null, "P1", new ComputeOptions { MaxDegreeOfParallelism = threads }))];
        foreach (TitanResult other in results[1..])
        {
            Assert.True(results[0].Subregions!.Labels.SequenceEqual(other.Subregions!.Labels));
            Assert.Equal(results[0].Ith.Interval, other.Ith.Interval);
            Assert.Equal(results[0].Ited.Features, other.Ited.Features);
            Assert.Equal(results[0].Stability!.MeanDice, other.Stability!.MeanDice);
            Assert.Equal(results[0].Stability!.ItedCorrelation, other.Stability!.ItedCorrelation);
        }

        Assert.Equal(before, image.Voxels.ToArray());
    }

    [Fact]
    public void Scaling_intensities_changes_neither_regions_nor_score()
    {
        (Volume<float> image, Mask mask) = SyntheticLesion.Of(1200);
        Volume<float> scaled = image.Select(v => 2 * v + 300);
        TitanResult a = Quick().Run(image, mask), b = Quick().Run(scaled, mask);
        Assert.True(a.Subregions!.Labels.SequenceEqual(b.Subregions!.Labels));
        Close.To(a.Ith.Score, b.Ith.Score, 1e-9);
        Assert.Equal(a.Ited.Features.Select(f => f.Components), b.Ited.Features.Select(f => f.Components));
    }

    [Fact]
    public void Cancelling_stops() => Assert.ThrowsAny<OperationCanceledException>(() =>
    {
        (Volume<float> image, Mask mask) = SyntheticLesion.Of(300);
        Quick().Run(image, mask, ct: new CancellationToken(true));
    });

    private static TitanAnalyzer Quick() => new(new RadiomicsExtractor(), new TitanOptions
    {
        Ith = new IthOptions { BootstrapReplicates = 0 }, Ited = new ItedOptions { BootstrapReplicates = 0 }, Stability = new StabilityOptions { Runs = 0 },
    });

    private static void AssertSubregions(string name, TitanResult result)
    {
        LabelMap labels = VolumeFile.ReadLabelMap(TitanCase.File(name, "expected_subregions.nii.gz"));
        Assert.True(labels.Labels.SequenceEqual(result.Subregions!.Labels), "sub-regions");
        SubregionTable expected = TitanCase.Subregions(TitanCase.File(name, "expected_subregion_features.csv")), actual = result.Features!.Table;
        Assert.Equal(expected.Labels, actual.Labels);
        Assert.Equal(expected.VoxelCounts, actual.VoxelCounts);
        Dictionary<string, FeatureColumn> byName = actual.Columns.ToDictionary(c => c.Name);
        foreach (FeatureColumn column in expected.Columns) Close.To(column.Values, byName[column.Name].Values, 1e-6, 1e-9, column.Name);
    }

    private static (Volume<float> Image, Mask Tumour, Mask Thyroid) Read(string name) => (
        VolumeFile.Read<float>(TitanCase.File(name, "image.nii.gz")),
        VolumeFile.ReadLabelMap(TitanCase.File(name, "labels.nii.gz")).Select(11),
        VolumeFile.ReadLabelMap(TitanCase.File(name, "thyroid.nii.gz")).SelectNonZero());
}
