using Thca.Core.Compute;
using Thca.Core.Contracts;
using Thca.Core.Errors;
using Thca.Core.Histology;
using Thca.Core.Outcomes;
using Thca.Pathology.Colour;
using Thca.Pathology.Slides;
using Thca.Pathology.Tissue;

namespace Thca.Pathology.Stains;

/// <summary>
/// Estimates the stains of a slide once, so that every tile and nucleus is treated alike. Implausible vectors (negative entries, too small an angle,
/// far from haematoxylin or eosin, hardly any stain) are replaced by the fixed ones, and the record says so.
/// </summary>
public static class SlideStainEstimator
{
    private const double LargestNegative = -0.05;
    private const double SmallestAngle = 10;
    private const double LargestAngle = 80;
    private const double SmallestCosine = 0.7;
    private const double SmallestConcentration = 0.1;
    private const double SmallestDensity = 0.15;

    /// <summary>Estimates the stains of a slide.</summary>
    /// <param name="slide">The slide; its resolution must be known.</param>
    /// <param name="mask">Its tissue.</param>
    /// <param name="options">Method and sample.</param>
    /// <param name="compute">Not used: the sample is read in one order.</param>
    /// <param name="progress">Reported once.</param>
    /// <param name="ct">Cancels between windows.</param>
    /// <exception cref="DataFormatException">The slide is damaged, its resolution unknown, or the sample has no tissue.</exception>
    public static SlideStain Estimate(
        ISlideReader slide,
        TissueMask mask,
        SlideStainOptions? options = null,
        ComputeOptions? compute = null,
        IProgress<WorkProgress>? progress = null,
        CancellationToken ct = default)
    {
        options ??= new SlideStainOptions();
        options.Validate();
        (byte[] pixels, int windows) = StainSample.Draw(slide, mask, options, ct);
        double[] background = options.EstimateBackground ? Background(slide, mask, ct) : [255, 255, 255];
        progress?.Report(new WorkProgress("stain", 1, 1));
        return FromSample(pixels, windows, new StainOptions { Method = options.Method, Background = background, Seed = options.Seed });
    }

    /// <summary>Estimates from tissue pixels and checks the result.</summary>
    internal static SlideStain FromSample(byte[] pixels, int windows, StainOptions options)
    {
        if (pixels.Length == 0) throw StainMatrix.Singular("the sample has no tissue");
        var record = new SlideStain { Profile = new StainProfile { Method = options.Method }, Requested = options.Method, SampleSize = pixels.Length / 3, Windows = windows };
        if (options.Method == StainMethod.Reinhard) return record with { Profile = StainEstimator.FromPixels(pixels, [], options) };
        var density = new OpticalDensity(options.Background);
        string reason;
        try
        {
            StainProfile profile = Clipped(StainEstimator.FromPixels(pixels, Stained(pixels, density), options), pixels, density, out string? implausible);
            if (implausible is null) return record with { Profile = profile };
            reason = implausible;
        }
        catch (DataFormatException exception) when (exception.Code == SlideProblems.StainSingular)
        {
            reason = exception.What;
        }

        StainProfile fixedVectors = StainEstimator.FromPixels(pixels, [], options with { Method = StainMethod.Ruifrok });
        return record with
        {
            Profile = fixedVectors,
            Fallback = new Problem(SlideProblems.StainFallback, $"{options.Method} vectors were not used: {reason}. The fixed vectors of Ruifrok are used.", "Look at the slide; unusual stains need a manual check."),
        };
    }

    /// <summary>Pixels with an optical density above 0.15 in any channel, Macenko's own rule: vessels and gaps within the tissue say nothing about stains.</summary>
    private static byte[] Stained(byte[] pixels, OpticalDensity density)
    {
        var mask = new byte[pixels.Length / 3];
        for (int i = 0, p = 0; i < mask.Length; i++, p += 3)
            mask[i] = density.Red[pixels[p]] > SmallestDensity || density.Green[pixels[p + 1]] > SmallestDensity || density.Blue[pixels[p + 2]] > SmallestDensity ? (byte)1 : (byte)0;
        return mask;
    }

    private static StainProfile Clipped(StainProfile profile, byte[] pixels, OpticalDensity density, out string? implausible)
    {
        StainMatrix matrix = profile.Matrix!;
        double least = Math.Min(matrix.Haematoxylin.Min(), matrix.Eosin.Min());
        implausible = least < LargestNegative ? FormattableString.Invariant($"a vector has the negative entry {least:0.###}") : null;
        if (implausible is not null) return profile;
        if (least < 0)
        {
            matrix = new StainMatrix([.. matrix.Haematoxylin.Select(v => Math.Max(0, v))], [.. matrix.Eosin.Select(v => Math.Max(0, v))]);
            profile = profile with { Matrix = matrix, MaximumConcentrations = StainEstimator.Maxima(pixels, [], density, matrix) };
        }

        double Cosine(IReadOnlyList<double> a, IReadOnlyList<double> b) => Math.Cos(StainMatrix.Degrees(a, b) * Math.PI / 180);
        double angle = matrix.Angle, h = Cosine(matrix.Haematoxylin, StainMatrix.Ruifrok.Haematoxylin), e = Cosine(matrix.Eosin, StainMatrix.Ruifrok.Eosin);
        implausible =
            angle is < SmallestAngle or > LargestAngle ? FormattableString.Invariant($"the angle between them is {angle:0.#} degrees, expected {SmallestAngle} to {LargestAngle}")
            : h < SmallestCosine ? FormattableString.Invariant($"haematoxylin points elsewhere (cosine {h:0.##}, at least {SmallestCosine})")
            : e < SmallestCosine ? FormattableString.Invariant($"eosin points elsewhere (cosine {e:0.##}, at least {SmallestCosine})")
            : profile.MaximumConcentrations.Min() < SmallestConcentration ? FormattableString.Invariant($"there is hardly any of one stain ({profile.MaximumConcentrations.Min():0.###}, at least {SmallestConcentration})")
            : null;
        return profile;
    }

    /// <summary>Median of the bright thumbnail pixels outside the tissue, per channel, 200 to 255; 255 where there are none.</summary>
    private static double[] Background(ISlideReader slide, TissueMask mask, CancellationToken ct)
    {
        RgbImage thumbnail = TargetResolution.Thumbnail(slide, Math.Max(mask.MppX, mask.MppY), ct);
        var histograms = new long[3][] { new long[256], new long[256], new long[256] };
        for (int i = 0, p = 0; p < thumbnail.Pixels.Length; i++, p += 3)
        {
            (byte r, byte g, byte b) = (thumbnail.Pixels[p], thumbnail.Pixels[p + 1], thumbnail.Pixels[p + 2]);
            double x = (i % thumbnail.Width + 0.5) * slide.Properties.Width * slide.Properties.MppX / thumbnail.Width, y = (i / thumbnail.Width + 0.5) * slide.Properties.Height * slide.Properties.MppY / thumbnail.Height;
            if (ColourConversion.Grey(r, g, b) <= 220 || mask.RegionAtMicrometres(x, y) > 0) continue;
            histograms[0][r]++;
            histograms[1][g]++;
            histograms[2][b]++;
        }

        return Array.ConvertAll(histograms, h => h.Sum() == 0 ? 255.0 : Math.Clamp(HistogramPercentile.Of(h, 50), 200, 255));
    }
}
