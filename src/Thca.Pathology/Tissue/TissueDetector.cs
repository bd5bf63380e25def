using Thca.Core.Compute;
using Thca.Core.Contracts;
using Thca.Core.Errors;
using Thca.Core.Histology;
using Thca.Core.Outcomes;
using Thca.Core.Volumes;
using Thca.Imaging.Labelling;
using Thca.Pathology.Colour;
using Thca.Pathology.Slides;

namespace Thca.Pathology.Tissue;

/// <summary>
/// Finds the tissue of a slide on its thumbnail: Otsu's threshold within bounds, grey glass and ink removed, gaps closed, dust dropped. All lengths are
/// micrometres, so the result does not depend on the scanner's resolution.
/// </summary>
public static class TissueDetector
{
    /// <summary>With less than one bright pixel in this many a slide has no glass.</summary>
    private const int SmallestGlassShare = 500;

    /// <summary>Finds the tissue.</summary>
    /// <param name="slide">The slide; its resolution must be known.</param>
    /// <param name="options">Thresholds and radii.</param>
    /// <param name="roi">Regions that limit the tissue; null for the whole slide.</param>
    /// <param name="compute">Threads; default all cores.</param>
    /// <param name="progress">Reported per row of focus cells.</param>
    /// <param name="ct">Cancels between bands of the slide.</param>
    /// <returns>The mask, or the problem NO_TISSUE: there is no fallback to the whole slide.</returns>
    /// <exception cref="DataFormatException">MPP_UNKNOWN, or the slide is damaged.</exception>
    /// <exception cref="OptionsException">An option is outside its range.</exception>
    public static Outcome<TissueMask> Detect(
        ISlideReader slide,
        TissueOptions? options = null,
        RoiPolygons? roi = null,
        ComputeOptions? compute = null,
        IProgress<WorkProgress>? progress = null,
        CancellationToken ct = default)
    {
        options ??= new TissueOptions();
        options.Validate();
        SlideProperties properties = slide.Properties;
        SlideChecks.RequireResolution(properties, "The slide");
        RgbImage thumbnail = TargetResolution.Thumbnail(slide, options.Mpp, ct);
        double mppX = properties.Width * properties.MppX / thumbnail.Width, mppY = properties.Height * properties.MppY / thumbnail.Height;
        int threshold = Threshold(thumbnail, options);
        (byte[] raw, byte[] ink) = Classify(thumbnail, threshold, options);
        Mask mask = Refine(raw, ink, thumbnail, mppX, mppY, options, compute, ct);
        if (roi is not null) mask = Intersect(mask, roi, mppX / properties.MppX, mppY / properties.MppY);
        (int[] labels, List<TissueRegion> regions) = Number(mask, mppX, mppY, properties);
        if (regions.Count == 0)
        {
            return Outcome<TissueMask>.Failure(new Problem(
                SlideProblems.NoTissue,
                FormattableString.Invariant($"No tissue was found (grey threshold {threshold}, pieces of at least {options.SmallestPiece} mm²)."),
                "Look at the slide; if it holds pale tissue, lower SmallestSaturation or raise HighestThreshold."));
        }

        var found = new TissueMask(thumbnail.Width, thumbnail.Height, mppX, mppY, labels, regions) { Threshold = threshold };
        if (!options.CheckFocus) return Outcome<TissueMask>.Success(found);
        return Outcome<TissueMask>.Success(new TissueMask(found.Width, found.Height, mppX, mppY, labels, regions)
        {
            Threshold = threshold, Focus = FocusCheck.Run(slide, found, options.FocusThreshold, progress, ct),
        });
    }

    /// <summary>
    /// Otsu's threshold. Where there is little glass it separates dark from pale tissue instead; then the brighter part is separated again, and a slide
    /// without any glass has nothing to separate.
    /// </summary>
    private static int Threshold(RgbImage thumbnail, TissueOptions options)
    {
        var histogram = new long[256];
        long bright = 0;
        foreach (byte grey in ColourConversion.Grey(thumbnail))
        {
            if (grey is > 10 and < 250) histogram[grey]++;
            if (grey > options.HighestThreshold) bright++;
        }

        if (bright * SmallestGlassShare < thumbnail.Width * (long)thumbnail.Height) return options.HighestThreshold;
        int threshold = Otsu.Threshold(histogram);
        while (threshold < options.LowestThreshold)
        {
            Array.Clear(histogram, 0, threshold + 1);
            int next = Otsu.Threshold(histogram);
            if (next <= threshold) break;
            threshold = next;
        }

        return Math.Clamp(threshold, options.LowestThreshold, options.HighestThreshold);
    }

    private static (byte[] Tissue, byte[] Ink) Classify(RgbImage thumbnail, int threshold, TissueOptions options)
    {
        byte[] pixels = thumbnail.Pixels;
        var tissue = new byte[pixels.Length / 3];
        var ink = new byte[tissue.Length];
        for (int i = 0, p = 0; i < tissue.Length; i++, p += 3)
        {
            (byte r, byte g, byte b) = (pixels[p], pixels[p + 1], pixels[p + 2]);
            byte grey = ColourConversion.Grey(r, g, b);
            bool stained = grey <= threshold && (grey <= options.DarkGrey || ColourConversion.Saturation(r, g, b) >= options.SmallestSaturation);
            ink[i] = options.RemovePen && stained && PenMarks.IsInk(r, g, b) ? (byte)1 : (byte)0;
            tissue[i] = stained && ink[i] == 0 ? (byte)1 : (byte)0;
        }

        return (tissue, ink);
    }

    private static Mask Refine(byte[] raw, byte[] ink, RgbImage thumbnail, double mppX, double mppY, TissueOptions options, ComputeOptions? compute, CancellationToken ct)
    {
        double pixel = mppX * mppY * 1e-6, share = 0.05 * raw.Length;
        Mask stroke = RealStrokes(PlaneMorphology.Wrap(ink, thumbnail.Width, thumbnail.Height, mppX, mppY), compute);
        Mask mask = PlaneMorphology.Without(PlaneMorphology.Wrap(raw, thumbnail.Width, thumbnail.Height, mppX, mppY), stroke);
        mask = PlaneMorphology.Without(PlaneMorphology.Close(mask, options.ClosingRadius, compute), stroke);
        ct.ThrowIfCancellationRequested();
        mask = PlaneMorphology.FillHoles(mask, Math.Min(options.LargestHole / pixel, share));
        mask = PlaneMorphology.Open(mask, options.OpeningRadius, compute);
        ct.ThrowIfCancellationRequested();
        ComponentLabels components = ConnectedComponents.Label(mask);
        ReadOnlySpan<int> labels = components.Labels.Labels;
        double smallest = Math.Min(options.SmallestPiece / pixel, share);
        var kept = new byte[raw.Length];
        for (int i = 0; i < kept.Length; i++) kept[i] = labels[i] > 0 && components.Sizes[labels[i] - 1] >= smallest ? (byte)1 : (byte)0;
        return new Mask(mask.Geometry, kept);
    }

    /// <summary>Ink with its soft rim. Single pixels of ink colour (pigment, dark nuclei) are too few to be a pen's and get no rim.</summary>
    private static Mask RealStrokes(Mask ink, ComputeOptions? compute)
    {
        double pixel = Math.Max(ink.Geometry.Spacing.X, ink.Geometry.Spacing.Y);
        Mask core = PlaneMorphology.Open(ink, 1.5 * pixel, compute);
        return PlaneMorphology.Dilate(core, 2 * pixel, compute);
    }

    private static Mask Intersect(Mask mask, RoiPolygons roi, double pixelX, double pixelY)
    {
        byte[] pixels = mask.Voxels.ToArray();
        for (int y = 0, i = 0; y < mask.Size.Y; y++)
            for (int x = 0; x < mask.Size.X; x++, i++)
                if (pixels[i] != 0 && !roi.Contains((x + 0.5) * pixelX, (y + 0.5) * pixelY)) pixels[i] = 0;
        return new Mask(mask.Geometry, pixels);
    }

    private static (int[] Labels, List<TissueRegion> Regions) Number(Mask mask, double mppX, double mppY, SlideProperties slide)
    {
        (int[] labels, IReadOnlyList<int> sizes) = TissuePieces.Number(mask);
        var boxes = new (int X0, int Y0, int X1, int Y1)[sizes.Count + 1];
        Array.Fill(boxes, (int.MaxValue, int.MaxValue, 0, 0));
        for (int i = 0; i < labels.Length; i++)
        {
            if (labels[i] == 0) continue;
            int x = i % mask.Size.X, y = i / mask.Size.X;
            (int x0, int y0, int x1, int y1) = boxes[labels[i]];
            boxes[labels[i]] = (Math.Min(x0, x), Math.Min(y0, y), Math.Max(x1, x + 1), Math.Max(y1, y + 1));
        }

        double sx = mppX / slide.MppX, sy = mppY / slide.MppY;
        PixelBox Level0((int X0, int Y0, int X1, int Y1) box) =>
            new((int)(box.X0 * sx), (int)(box.Y0 * sy), (int)Math.Min(slide.Width, Math.Ceiling(box.X1 * sx)), (int)Math.Min(slide.Height, Math.Ceiling(box.Y1 * sy)));
        return (labels, [.. sizes.Select((size, i) => new TissueRegion(i + 1, size * mppX * mppY * 1e-6, Level0(boxes[i + 1])))]);
    }
}
