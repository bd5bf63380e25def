using Thca.Core.Histology;
using Thca.Pathology.Nuclei;

namespace Thca.Pathology.NuclearFeatures;

/// <summary>
/// The 25 features of the study's script, with its arithmetic, from a patch of 64 x 64 level-0 pixels around the nucleus. What the script turns
/// into 0 after an error is NaN here, with a reason.
/// </summary>
public static class ReferenceFeatures
{
    /// <summary>Side of the patch, level-0 pixels.</summary>
    public const int PatchSide = 64;

    private const int Step = 5;
    private const int Levels = 8;

    /// <summary>The first column and row of a nucleus's patch: half a patch before the middle of its box, not below 0.</summary>
    public static PixelPoint PatchOrigin(PixelBox box) => new(
        Math.Max(0, (int)Math.Floor((box.X0 + (long)box.X1) / 2.0) - PatchSide / 2),
        Math.Max(0, (int)Math.Floor((box.Y0 + (long)box.Y1) / 2.0) - PatchSide / 2));

    /// <summary>Computes the features of one nucleus.</summary>
    /// <param name="outline">The nucleus's outline in level-0 pixels, not closed.</param>
    /// <param name="origin">First column and row of the patch, see <see cref="PatchOrigin"/>.</param>
    /// <param name="patch">The patch after stain normalisation; black outside the slide.</param>
    /// <param name="values">Receives the 25 values of <see cref="NuclearFeatureCatalog.Reference25"/>.</param>
    /// <param name="reasons">Receives why a value is NaN.</param>
    /// <exception cref="ArgumentException">The patch has another size, or the spans are too short.</exception>
    public static void Compute(IReadOnlyList<PixelPoint> outline, PixelPoint origin, RgbImage patch, Span<double> values, Span<MissingReason> reasons)
    {
        if (patch.Width != PatchSide || patch.Height != PatchSide) throw new ArgumentException(FormattableString.Invariant($"The patch has {patch.Width} x {patch.Height} pixels, expected {PatchSide} x {PatchSide}."), nameof(patch));
        if (values.Length < 25 || reasons.Length < 25) throw new ArgumentException("25 values and reasons are needed.", nameof(values));
        values = values[..25];
        reasons = reasons[..25];
        reasons.Clear();
        Span<byte> mask = stackalloc byte[PatchSide * PatchSide];
        mask.Clear();
        ContourFill.Fill(outline, new PixelBox(origin.X, origin.Y, origin.X + PatchSide, origin.Y + PatchSide), mask);
        MaskShape shape = MaskShape.Of(mask, PatchSide, 0);
        Curvature(outline, values[10..14]);
        if (shape.Area == 0)
        {
            values[..10].Fill(double.NaN);
            reasons[..10].Fill(MissingReason.MaskEmpty);
            values[14..].Fill(double.NaN);
            reasons[14..].Fill(MissingReason.MaskEmpty);
            return;
        }

        Morphology(shape, mask, values);
        Span<byte> grey = stackalloc byte[PatchSide * PatchSide];
        for (int i = 0; i < grey.Length; i++) grey[i] = mask[i] == 0 ? (byte)0 : GreyLevel.Of(patch.Pixels[3 * i], patch.Pixels[3 * i + 1], patch.Pixels[3 * i + 2]);
        Intensity(grey, mask, shape.Area, values[14..21], reasons[14..21]);
        Texture(grey, values[21..]);
    }

    private static void Morphology(MaskShape shape, ReadOnlySpan<byte> mask, Span<double> values)
    {
        double perimeter = BorderPerimeter.Of(mask, PatchSide), major = 4 * Math.Sqrt(shape.Major), minor = 4 * Math.Sqrt(shape.Minor);
        values[0] = shape.Area;
        values[1] = shape.BoxArea;
        values[2] = shape.Major == 0 ? 0 : Math.Sqrt(1 - shape.Minor / shape.Major);
        values[3] = perimeter;
        values[4] = perimeter == 0 ? 0 : 4 * Math.PI * shape.Area / (perimeter * perimeter);
        values[5] = major;
        values[6] = minor;
        values[7] = minor == 0 ? 1 : major / minor;
        values[8] = (double)shape.Area / shape.BoxArea;
        values[9] = (double)shape.Area / ConvexHull.PixelCount(mask, PatchSide);
    }

    private static void Curvature(IReadOnlyList<PixelPoint> contour, Span<double> values)
    {
        values.Clear();
        int n = contour.Count;
        if (n < 2 * Step + 1) return;
        double sum = 0, squares = 0, max = double.NegativeInfinity, min = double.PositiveInfinity;
        Span<double> sines = n <= 1024 ? stackalloc double[n] : new double[n];
        for (int i = 0; i < n; i++)
        {
            PixelPoint before = contour[(i - Step + n) % n], here = contour[i], after = contour[(i + Step) % n];
            double ax = here.X - before.X, ay = here.Y - before.Y, bx = after.X - here.X, by = after.Y - here.Y;
            double lengths = Math.Sqrt(ax * ax + ay * ay) * Math.Sqrt(bx * bx + by * by);
            double sine = lengths > 0 ? (ax * by - ay * bx) / lengths : 0;
            sines[i] = sine;
            sum += sine;
            (max, min) = (Math.Max(max, sine), Math.Min(min, sine));
        }

        double mean = sum / n;
        foreach (double sine in sines) squares += (sine - mean) * (sine - mean);
        (values[0], values[1], values[2], values[3]) = (mean, max, min, Math.Sqrt(squares / n));
    }

    private static void Intensity(ReadOnlySpan<byte> grey, ReadOnlySpan<byte> mask, int area, Span<double> values, Span<MissingReason> reasons)
    {
        Span<int> histogram = stackalloc int[256];
        histogram.Clear();
        for (int i = 0; i < grey.Length; i++)
        {
            if (mask[i] != 0) histogram[grey[i]]++;
        }

        var moments = HistogramMoments.Of(histogram, area);
        (values[0], values[1], values[2], values[3]) = (moments.Mean, moments.Deviation, moments.Max, moments.Min);
        (values[4], values[5], values[6]) = (moments.Skewness, moments.Kurtosis, moments.Entropy);
        if (moments.Deviation == 0) (reasons[4], reasons[5]) = (MissingReason.RegionConstant, MissingReason.RegionConstant);
    }

    // Over the whole patch, the zeros around the nucleus included: the script's own choice.
    private static void Texture(ReadOnlySpan<byte> grey, Span<double> values)
    {
        ReadOnlySpan<(int X, int Y)> steps = [(1, 0), (1, -1), (0, -1), (-1, -1)];
        values.Clear();
        Span<int> counts = stackalloc int[Levels * Levels];
        foreach ((int dx, int dy) in steps)
        {
            counts.Clear();
            int pairs = 0;
            for (int y = Math.Max(0, -dy); y < PatchSide; y++)
            {
                for (int x = Math.Max(0, -dx); x < PatchSide - Math.Max(0, dx); x++)
                {
                    int a = grey[y * PatchSide + x] >> 5, b = grey[(y + dy) * PatchSide + x + dx] >> 5;
                    counts[a * Levels + b]++;
                    counts[b * Levels + a]++;
                    pairs += 2;
                }
            }

            CooccurrenceMeasures m = CooccurrenceMeasures.Of(counts, Levels, pairs);
            values[0] += m.Contrast / 4;
            values[1] += m.Homogeneity / 4;
            values[2] += m.Energy / 4;
            values[3] += (double.IsNaN(m.Correlation) ? 1 : m.Correlation) / 4;
        }
    }
}
