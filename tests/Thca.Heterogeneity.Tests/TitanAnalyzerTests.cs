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
