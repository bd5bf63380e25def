using System.Globalization;
using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Segmentation.Planning;

namespace Thca.Segmentation.Preprocessing;

/// <summary>nnU-Net's normalisation schemes. All work in place, in double precision; safe for use by several threads.</summary>
public static class IntensityNormalizer
{
    private const double SmallestScale = 1e-8;
    private const double SmallCrop = 0.75;

    /// <summary>Scheme of a channel by its name in <c>dataset.json</c>: ct, nonorm, rescale_to_0_1, rgb_to_0_1 in any case; anything else is a z-score.</summary>
    public static string SchemeFor(string channelName) => channelName.ToUpperInvariant() switch
    {
        "CT" => "CTNormalization",
        "NONORM" => "NoNormalization",
        "RESCALE_TO_0_1" => "RescaleTo01Normalization",
        "RGB_TO_0_1" => "RGBTo01Normalization",
        _ => "ZScoreNormalization",
    };

    /// <summary>Whether only the non-zero region of a channel is normalised: z-scores of images of which cropping leaves less than three quarters.</summary>
    public static bool UsesMask(string channelName, double medianRelativeSize) => medianRelativeSize < SmallCrop && SchemeFor(channelName) == "ZScoreNormalization";

    /// <summary>Normalises one channel.</summary>
    /// <param name="scheme">Class name in the plans.</param>
    /// <param name="values">The voxels, changed in place.</param>
    /// <param name="labels">Labels, -1 outside the non-zero region; needed where <paramref name="useMask"/> is set.</param>
    /// <param name="useMask">Whether voxels outside the region stay as they are.</param>
    /// <param name="intensities">Data-set statistics; needed by CT normalisation.</param>
    /// <exception cref="ThcaException">The scheme is unknown.</exception>
    public static void Apply(string scheme, Span<float> values, ReadOnlySpan<short> labels, bool useMask, IntensityProperties intensities)
    {
        switch (scheme)
        {
            case "CTNormalization": Ct(values, intensities); break;
            case "NoNormalization": break;
            case "ZScoreNormalization": ZScore(values, labels, useMask); break;
            case "RescaleTo01Normalization": Rescale(values); break;
            case "RGBTo01Normalization": Rgb(values); break;
            default:
                throw new DataFormatException(
                    $"The plans name the normalisation '{scheme}'.",
                    "CTNormalization, ZScoreNormalization, NoNormalization, RescaleTo01Normalization and RGBTo01Normalization are known.",
                    ProblemCodes.FormatUnsupported);
        }
    }

    private static void Ct(Span<float> values, IntensityProperties p)
    {
        double scale = Math.Max(p.StandardDeviation, SmallestScale);
        for (int i = 0; i < values.Length; i++) values[i] = (float)((Math.Clamp(values[i], p.Percentile005, p.Percentile995) - p.Mean) / scale);
    }

    private static void ZScore(Span<float> values, ReadOnlySpan<short> labels, bool useMask)
    {
        if (useMask && labels.Length != values.Length)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{values.Length} voxels need as many labels, got {labels.Length}."), nameof(labels));
        double sum = 0, squares = 0;
        long n = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (useMask && labels[i] < 0) continue;
            sum += values[i];
            n++;
        }

        if (n == 0) return;
        double mean = sum / n;
        for (int i = 0; i < values.Length; i++)
        {
            if (useMask && labels[i] < 0) continue;
            squares += (values[i] - mean) * (values[i] - mean);
        }

        double scale = Math.Max(Math.Sqrt(squares / n), SmallestScale);
        for (int i = 0; i < values.Length; i++)
        {
            if (!useMask || labels[i] >= 0) values[i] = (float)((values[i] - mean) / scale);
        }
    }

    private static void Rescale(Span<float> values)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (float v in values) (low, high) = (Math.Min(low, v), Math.Max(high, v));
        double scale = Math.Max(high - low, SmallestScale);
        for (int i = 0; i < values.Length; i++) values[i] = (float)((values[i] - low) / scale);
    }

    private static void Rgb(Span<float> values)
    {
        for (int i = 0; i < values.Length; i++) values[i] = (float)(values[i] / 255.0);
    }
}
