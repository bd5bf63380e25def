using Thca.Core.Errors;
using Thca.Core.Histology;
using Thca.Core.Outcomes;
using Thca.Pathology.Tiling;

namespace Thca.Pathology.Slides;

/// <summary>What is unusual about a slide's declared resolution.</summary>
public static class SlideChecks
{
    /// <summary>Warnings about a slide's resolution: MPP_SUSPECT, POWER_MPP_CONFLICT and UPSAMPLED.</summary>
    public static IReadOnlyList<Problem> Warnings(SlideProperties slide)
    {
        var warnings = new List<Problem>();
        if (double.IsNaN(slide.MppX)) return warnings;
        double mean = (slide.MppX + slide.MppY) / 2;
        if (slide.MppX is < 0.1 or > 2 || slide.MppY is < 0.1 or > 2 || Math.Abs(slide.MppX - slide.MppY) / mean > 0.05)
        {
            warnings.Add(new Problem(
                SlideProblems.MppSuspect,
                FormattableString.Invariant($"The resolution is {slide.MppX} x {slide.MppY} µm per pixel (from {slide.ResolutionSource}); scanners give 0.1 to 2, alike on both axes."),
                "Check it, and give MppX and MppY in the manifest if it is wrong."));
        }

        if (slide.Power > 0 && Math.Abs(10 / slide.Power - mean) / mean > 0.25)
        {
            warnings.Add(new Problem(
                SlideProblems.PowerMppConflict,
                FormattableString.Invariant($"The objective's power {slide.Power} would mean {10 / slide.Power} µm per pixel, but the slide says {mean}; the latter is used."),
                "Check the manifest."));
        }

        if (TargetResolution.Upsamples(slide, TilingOptions.Mpp))
        {
            warnings.Add(new Problem(
                SlideProblems.Upsampled,
                FormattableString.Invariant($"The slide has {mean} µm per pixel; nuclei are searched at {TilingOptions.Mpp}, so pixels in between are interpolated."),
                "Scan at 40x if small nuclei matter."));
        }

        return warnings;
    }

    /// <summary>Fails when the size of a pixel is unknown.</summary>
    /// <exception cref="DataFormatException">MPP_UNKNOWN, with what to give.</exception>
    public static void RequireResolution(SlideProperties slide, string name)
    {
        if (!double.IsNaN(slide.MppX) && !double.IsNaN(slide.MppY)) return;
        throw new DataFormatException(
            $"{name} does not say how large its pixels are.",
            "Give micrometres per pixel: --mpp for one slide, the columns MppX and MppY in slides.csv for many.",
            SlideProblems.MppUnknown);
    }
}
