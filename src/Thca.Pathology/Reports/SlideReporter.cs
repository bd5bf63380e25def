using Thca.Core.Contracts;
using Thca.Core.Histology;
using Thca.Core.Randomness;
using Thca.Pathology.Detection;
using Thca.Pathology.Nuclei;
using Thca.Pathology.Slides;
using Thca.Pathology.Tiling;
using Thca.Pathology.Tissue;

namespace Thca.Pathology.Reports;

/// <summary>Makes the report of a slide from what detection left: one pass over the nuclei, one thumbnail, a few small windows.</summary>
public static class SlideReporter
{
    private const int LargestPicture = 800;
    private const int GallerySize = 16;
    private const int GallerySide = 128;
    private static readonly (byte, byte, byte) TissueColour = (0, 120, 200);

    /// <summary>Makes the report.</summary>
    /// <param name="slide">The slide that was searched.</param>
    /// <param name="detector">With what.</param>
    /// <param name="result">What was found.</param>
    /// <param name="seed">Seed of the gallery.</param>
    /// <param name="ct">Cancels between bands of the slide and nuclei of the gallery.</param>
    /// <exception cref="Core.Errors.ThcaException">A file is damaged.</exception>
    public static SlideReport Make(SlideToDetect slide, DetectorDescription detector, SlideDetectionResult result, RandomSeed seed, CancellationToken ct = default)
    {
        using ISlideReader reader = slide.Open();
        SlideProperties properties = reader.Properties;
        var density = new DensityMap(properties, slide.Tissue);
        var gallery = new GallerySampler(seed, slide.Slide, GallerySize);
        var flags = new long[5];
        using (var table = new NucleusTableReader(result.NucleiPath))
        {
            foreach (Nucleus nucleus in table.Read())
            {
                density.Add(nucleus);
                gallery.Add(nucleus);
                if (nucleus.Flags.HasFlag(NucleusFlags.Small)) flags[0]++;
                if (nucleus.Flags.HasFlag(NucleusFlags.Large)) flags[1]++;
                if (nucleus.Flags.HasFlag(NucleusFlags.TouchesBorder)) flags[2]++;
                if (nucleus.Flags.HasFlag(NucleusFlags.Blurred)) flags[3]++;
                if (nucleus.RegionId <= 0) flags[4]++;
            }
        }

        RgbImage thumbnail = Thumbnail(reader, LargestPicture, ct);
        return new SlideReport
        {
            Slide = slide.Slide,
            Properties = properties,
            Detector = detector,
            Normalisation = slide.NormalizerIdentity,
            Tissue = slide.Tissue,
            Detection = result,
            AreaMm2 = slide.Tissue?.AreaMm2 ?? properties.Width * properties.MppX * properties.Height * properties.MppY * 1e-6,
            Flags = [new("small", flags[0]), new("large", flags[1]), new("touches_border", flags[2]), new("out_of_focus", flags[3]), new("outside_tissue", flags[4])],
            Density = density,
            Overview = slide.Tissue is null ? thumbnail : Outlined(thumbnail, slide.Tissue),
            Overlay = Overlay(thumbnail, properties, result),
            Gallery = [.. gallery.Draw().Select(n => new GalleryNucleus(n, Portrait(reader, n, ct)))],
        };
    }

    /// <summary>The slide at 0.25 µm per pixel, or coarser where its longer side would have more pixels than wanted.</summary>
    /// <param name="reader">The slide; its resolution must be known.</param>
    /// <param name="largest">Most pixels along the longer side.</param>
    /// <param name="ct">Cancels between bands.</param>
    public static RgbImage Thumbnail(ISlideReader reader, int largest, CancellationToken ct = default)
    {
        SlideProperties properties = reader.Properties;
        return TargetResolution.Thumbnail(reader, Math.Max(TilingOptions.Mpp, Math.Max(properties.Width * properties.MppX, properties.Height * properties.MppY) / largest), ct);
    }

    /// <summary>A thumbnail with the outlines of a slide's nuclei.</summary>
    /// <param name="thumbnail">The whole slide.</param>
    /// <param name="properties">Its size at level 0.</param>
    /// <param name="result">Its nuclei.</param>
    public static RgbImage Overlay(RgbImage thumbnail, SlideProperties properties, SlideDetectionResult result)
    {
        using var nuclei = new NucleusTableReader(result.NucleiPath);
        return NucleusOverlay.Draw(thumbnail, nuclei.Read(), scale: (double)thumbnail.Width / properties.Width);
    }

    private static RgbImage Outlined(RgbImage thumbnail, TissueMask tissue)
    {
        var result = new RgbImage(thumbnail.Width, thumbnail.Height, [.. thumbnail.Pixels]);
        double stepX = tissue.Width * tissue.MppX / thumbnail.Width, stepY = tissue.Height * tissue.MppY / thumbnail.Height;
        bool Inside(int x, int y) => tissue.RegionAtMicrometres((x + 0.5) * stepX, (y + 0.5) * stepY) > 0;
        for (int y = 0; y < result.Height; y++)
            for (int x = 0; x < result.Width; x++)
            {
                if (!Inside(x, y) || (Inside(x - 1, y) && Inside(x + 1, y) && Inside(x, y - 1) && Inside(x, y + 1))) continue;
                int at = 3 * (y * result.Width + x);
                (result.Pixels[at], result.Pixels[at + 1], result.Pixels[at + 2]) = TissueColour;
            }

        return result;
    }

    private static RgbImage Portrait(ISlideReader reader, Nucleus nucleus, CancellationToken ct)
    {
        GridTransform grid = GridTransform.Of(reader.Properties);
        int x = (int)Math.Round((nucleus.CentroidX + 0.5) * grid.ScaleX) - GallerySide / 2, y = (int)Math.Round((nucleus.CentroidY + 0.5) * grid.ScaleY) - GallerySide / 2;
        RgbImage around = TargetResolution.Read(reader, TilingOptions.Mpp, x, y, GallerySide, GallerySide, ct);
        return NucleusOverlay.Draw(around, [nucleus], x / grid.ScaleX, y / grid.ScaleY, grid.ScaleX);
    }
}
