using Thca.Core.Randomness;

namespace Thca.Pathology.HoverNet.Training;

/// <summary>Hue ±8 (of 180), saturation 0.8 to 1.2, brightness ±26 and contrast 0.75 to 1.25 about each channel's mean, in random order.</summary>
internal static class ColourJitter
{
    private const double HueRange = 8, SaturationRange = 0.2, BrightnessRange = 26, ContrastRange = 0.25;

    public static void Apply(Span<byte> pixels, RandomStream random)
    {
        Span<int> order = [0, 1, 2, 3];
        random.Shuffle(order);
        foreach (int step in order)
        {
            double u = 2 * random.NextDouble() - 1;
            switch (step)
            {
                case 0: Hue(pixels, 2 * HueRange * u); break;
                case 1: Saturation(pixels, 1 + SaturationRange * u); break;
                case 2: Brightness(pixels, BrightnessRange * u); break;
                default: Contrast(pixels, 1 + ContrastRange * u); break;
            }
        }
    }

    /// <summary>Turns the hue by an angle in degrees; saturation and value stay.</summary>
    internal static void Hue(Span<byte> pixels, double degrees)
    {
        for (int p = 0; p < pixels.Length; p += 3)
        {
            double r = pixels[p], g = pixels[p + 1], b = pixels[p + 2], high = Math.Max(r, Math.Max(g, b)), low = Math.Min(r, Math.Min(g, b)), range = high - low;
            if (range == 0) continue;
            double hue = high == r ? (g - b) / range : high == g ? 2 + (b - r) / range : 4 + (r - g) / range;
            hue = (hue + degrees / 60 + 12) % 6;
            for (int c = 0; c < 3; c++)
            {
                double k = (5 - 2 * c + hue + 6) % 6;
                pixels[p + c] = Byte(high - range * Math.Clamp(Math.Min(k, 4 - k), 0, 1));
            }
        }
    }

    internal static void Saturation(Span<byte> pixels, double factor)
    {
        for (int p = 0; p < pixels.Length; p += 3)
        {
            double grey = 0.299 * pixels[p] + 0.587 * pixels[p + 1] + 0.114 * pixels[p + 2];
            for (int c = 0; c < 3; c++) pixels[p + c] = Byte(grey + factor * (pixels[p + c] - grey));
        }
    }

    internal static void Contrast(Span<byte> pixels, double factor)
    {
        Span<double> mean = stackalloc double[3];
        mean.Clear();
        for (int i = 0; i < pixels.Length; i++) mean[i % 3] += pixels[i];
        for (int c = 0; c < 3; c++) mean[c] /= pixels.Length / 3.0;
        for (int i = 0; i < pixels.Length; i++) pixels[i] = Byte(mean[i % 3] + factor * (pixels[i] - mean[i % 3]));
    }

    private static void Brightness(Span<byte> pixels, double shift)
    {
        for (int i = 0; i < pixels.Length; i++) pixels[i] = Byte(pixels[i] + shift);
    }

    private static byte Byte(double value) => (byte)Math.Clamp(Math.Round(value), 0, 255);
}
