using System.Text.Json;
using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Geometry;
using Thca.Core.Provenance;
using Thca.Core.Tables;
using Thca.Core.Volumes;
using Thca.Heterogeneity.Supervoxels;
using Thca.Imaging;
using Thca.Imaging.Labelling;
using Thca.Testing;

namespace Thca.Heterogeneity.Tests.Supervoxels;

public class MaskedSlicTests
{
    private static readonly ImageGeometry AnchorGrid = new(new GridSize(48, 40, 16), Spacing.Isotropic(1));

    [Theory]
    [InlineData(SlicRescale.VolumeRange, 58741, 30, 26, 7, 883266)]
    [InlineData(SlicRescale.MaskRange, 58775, 29, 27, 7, 834702)]
    public void The_anchor_volume_gives_the_published_regions(SlicRescale rescale, long squares, int a, int b, int c, long checksum)
    {
        (Volume<float> image, Mask mask) = Anchor();
        Assert.Equal(1695, mask.Count());
        SlicResult result = MaskedSlic.Segment(image, mask, new SlicOptions { Mode = AnalysisMode.Reference, Rescale = rescale });

        int[] sizes = Sizes(result);
        Assert.Equal(50, result.Count);
        Assert.Equal(squares, sizes.Sum(s => (long)s * s));
        Assert.Equal([a, b, c], [result.Labels[24, 20, 8], result.Labels[24, 12, 8], result.Labels[20, 20, 5]]);
        long sum = 0;
        for (int i = 0; i < result.Labels.Labels.Length; i++) sum = (sum + (long)result.Labels.Labels[i] * i) % 1000003;
        Assert.Equal(checksum, sum);
        if (rescale != SlicRescale.VolumeRange) return;
        Assert.Equal([23, 24, 25, 27, 28, 28], sizes.Order().Take(6));
        Assert.Equal([41, 41, 41, 42, 42, 43], sizes.Order().TakeLast(6));
    }

    [Fact]
    public void The_anchor_seeds_have_the_published_step_and_windows()
    {
        (_, Mask mask) = Anchor();
        SlicSeeds seeds = SlicSeeds.Legacy(MaskPoints.Of(mask, mask.RequireBoundingBox()), 50, null, default);
        Close.To([1.14880206, 1.5704492, 1.44739404], [seeds.StepZ, seeds.StepY, seeds.StepX], 1e-7);
        Assert.Equal((9, 9, 9), SearchWindows.Steps(AnchorGrid.Size, 50));
    }

    [Theory]
    [InlineData("brain1", "pipeline")]
    [InlineData("brain1", "pipeline_noconn")]
    [InlineData("breast1", "pipeline")]
    [InlineData("breast1", "pipeline_noconn")]
    [InlineData("breast1", "n20")]
    [InlineData("breast1", "spacing")]
    [InlineData("breast1", "compact10_sigma0")]
    [InlineData("syn_aniso", "pipeline")]
    [InlineData("syn_aniso", "pipeline_noconn")]
    [InlineData("syn_aniso", "n20")]
    [InlineData("syn_aniso", "spacing")]
    [InlineData("syn_aniso", "compact10_sigma0")]
    [InlineData("syn_border", "pipeline")]
    [InlineData("syn_border", "pipeline_noconn")]
    public void Labels_equal_the_golden_volumes(string name, string variant)
    {
        (Volume<float> image, Mask mask) = Read(name);
        LabelMap expected = VolumeFile.ReadLabelMap(SharedData.Path("golden", "slic", $"{name}__{variant}_labels.nii.gz"));
        using JsonDocument index = JsonDocument.Parse(File.ReadAllText(SharedData.Path("golden", "slic", "index.json")));
        JsonElement parameters = index.RootElement.GetProperty("cases").GetProperty($"{name}__{variant}").GetProperty("parameters");
        if (parameters.TryGetProperty("spacing", out JsonElement spacing))
        {
            double[] zyx = [.. spacing.EnumerateArray().Select(v => v.GetDouble())];
            var grid = new ImageGeometry(image.Size, new Spacing(zyx[2], zyx[1], zyx[0]));
            (image, mask) = (new Volume<float>(grid, image.Voxels.ToArray()), new Mask(grid, mask.Voxels.ToArray()));
        }

        SlicResult result = MaskedSlic.Segment(image, mask, new SlicOptions
        {
            Mode = AnalysisMode.Reference,
            Segments = parameters.GetProperty("n_segments").GetInt32(),
            Compactness = parameters.GetProperty("compactness").GetDouble(),
            Sigma = parameters.GetProperty("sigma").GetDouble(),
            UsePhysicalSpacing = parameters.TryGetProperty("spacing", out _),
            Connectivity = parameters.GetProperty("enforce_connectivity").GetBoolean() ? SlicConnectivity.RasterScan : SlicConnectivity.None,
        });
        int different = 0;
        for (int i = 0; i < expected.Labels.Length; i++) different += expected.Labels[i] != result.Labels.Labels[i] ? 1 : 0;
        Assert.Equal(expected.DistinctLabels().Count, result.Count);
        Assert.True(different <= 0.001 * mask.Count(), $"{different} of {mask.Count()} voxels differ");
    }

    [Theory]
    [InlineData("brain1")]
    [InlineData("breast1")]
    [InlineData("syn_aniso")]
    [InlineData("syn_border")]
    public void Seeds_and_centroids_equal_the_golden_values(string name)
    {
        (_, Mask mask) = Read(name);
        TextTable expected = TextTable.Read(SharedData.Path("golden", "slic", $"{name}__seeds.csv"));
        SlicSeeds seeds = SlicSeeds.Legacy(MaskPoints.Of(mask, mask.RequireBoundingBox()), expected.RowCount, null, default);
        for (int k = 0; k < expected.RowCount; k++)
        {
            Assert.Equal(expected.Number(k, 0), seeds.Chosen[k]);
            Close.To(expected.Number(k, 1), seeds.Centroids.Z[k], 1e-9);
            Close.To(expected.Number(k, 2), seeds.Centroids.Y[k], 1e-9);
            Close.To(expected.Number(k, 3), seeds.Centroids.X[k], 1e-9);
        }
    }

    [Fact]
    public void The_same_lesion_elsewhere_has_the_same_regions()
    {
        (Volume<float> image, Mask mask) = SyntheticLesion.Of(1000);
        (Volume<float> moved, Mask movedMask) = SyntheticLesion.Of(1000, shift: 5);
        SlicResult a = MaskedSlic.Segment(image, mask, new SlicOptions()), b = MaskedSlic.Segment(moved, movedMask, new SlicOptions());
        int[] Inside(SlicResult result, Mask m) => [.. Enumerable.Range(0, m.Voxels.Length).Where(i => m.Voxels[i] != 0).Select(i => result.Labels.Labels[i])];
        Assert.Equal(Inside(a, mask), Inside(b, movedMask));
    }

    [Fact]
    public void Sound_regions_are_connected_cover_the_mask_and_ignore_what_lies_outside()
    {
        (Volume<float> image, Mask mask) = SyntheticLesion.Of(1500);
        Volume<float> other = image.Clone();
        for (int i = 0; i < mask.Voxels.Length; i++)
        {
            if (mask.Voxels[i] == 0) other.Voxels[i] = float.NaN;
        }

        SlicResult a = MaskedSlic.Segment(image, mask, new SlicOptions()), b = MaskedSlic.Segment(other, mask, new SlicOptions());
        Assert.True(a.Labels.Labels.SequenceEqual(b.Labels.Labels));
        Assert.Equal(mask.Count(), a.Labels.SelectNonZero().Count());
        Assert.Equal(a.Count, ConnectedComponents.Label(a.Labels, Connectivity.Face6).Count);
        Assert.All(Sizes(a), size => Assert.True(size >= 15));
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        (Volume<float> image, Mask mask) = SyntheticLesion.Of(100);
        Assert.Equal(5, Assert.Throws<OptionsException>(() => MaskedSlic.Segment(image, mask, new SlicOptions { Segments = 0, Compactness = 0, Sigma = -1, Iterations = 0, MaxSizeFactor = 0 })).Problems.Count);
        Volume<float> broken = image.Clone();
        broken.Voxels[mask.Voxels.IndexOf((byte)1)] = float.NaN;
        Assert.Equal("NON_FINITE_VOXELS", Assert.Throws<ThcaException>(() => MaskedSlic.Segment(broken, mask, new SlicOptions())).Code);
        Assert.Equal("MASK_TOO_SMALL", Assert.Throws<ThcaException>(() => MaskedSlic.Segment(image, mask, new SlicOptions { Segments = 1, Mode = AnalysisMode.Reference })).Code);
        Assert.Equal(1, MaskedSlic.Segment(image, mask, new SlicOptions { Segments = 1 }).Count);
    }

    private static (Volume<float> Image, Mask Mask) Read(string name)
    {
        string[] files = Directory.GetFiles(SharedData.Path("golden", "inputs"), $"{name}_*");
        Volume<float> image = VolumeFile.Read<float>(files.Single(f => f.Contains("_image", StringComparison.Ordinal)));
        return (image, VolumeFile.ReadLabelMap(files.Single(f => !f.Contains("_image", StringComparison.Ordinal))).Select(1));
    }

    private static int[] Sizes(SlicResult result)
    {
        var sizes = new int[result.Count];
        foreach (int label in result.Labels.Labels)
        {
            if (label > 0) sizes[label - 1]++;
        }

        return sizes;
    }

    private static (Volume<float> Image, Mask Mask) Anchor()
    {
        var image = new Volume<float>(AnchorGrid);
        var mask = new byte[AnchorGrid.Size.Count];
        for (int z = 0; z < 16; z++)
        {
            for (int y = 0; y < 40; y++)
            {
                for (int x = 0; x < 48; x++)
                {
                    image[x, y, z] = (float)Math.Round(100 * Math.Sin(x / 3.0) + 50 * Math.Cos(y / 4.0) + 10 * z - (x < 4 ? 300 : 0), MidpointRounding.ToEven);
                    double dz = (z - 8) / 5.0, dy = (y - 20) / 9.0, dx = (x - 24) / 9.0;
                    mask[AnchorGrid.Size.Offset(x, y, z)] = dz * dz + dy * dy + dx * dx <= 1 ? (byte)1 : (byte)0;
                }
            }
        }

        return (image, new Mask(AnchorGrid, mask));
    }
}
