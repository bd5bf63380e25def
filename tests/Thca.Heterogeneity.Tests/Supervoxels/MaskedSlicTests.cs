using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Geometry;
using Thca.Core.Provenance;
using Thca.Core.Volumes;
using Thca.Heterogeneity.Supervoxels;
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
