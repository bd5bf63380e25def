namespace Thca.Phantoms.Histology;

/// <summary>Separable Gaussian blur in place, radius of three sigma, border repeated.</summary>
internal static class Blur
{
    public static void Apply(float[] values, int width, int height, double sigma)
    {
        int radius = (int)Math.Ceiling(3 * sigma);
        var taps = new float[2 * radius + 1];
        double sum = 0;
        for (int i = -radius; i <= radius; i++) sum += Math.Exp(-0.5 * i * i / (sigma * sigma));
        for (int i = -radius; i <= radius; i++) taps[i + radius] = (float)(Math.Exp(-0.5 * i * i / (sigma * sigma)) / sum);
        var padded = new float[width + 2 * radius];
        for (int y = 0; y < height; y++)
        {
            Span<float> row = values.AsSpan(y * width, width);
            padded.AsSpan(0, radius).Fill(row[0]);
            row.CopyTo(padded.AsSpan(radius));
            padded.AsSpan(radius + width).Fill(row[^1]);
            row.Clear();
            for (int t = 0; t < taps.Length; t++) AddScaled(row, padded.AsSpan(t, width), taps[t]);
        }

        var source = (float[])values.Clone();
        for (int y = 0; y < height; y++)
        {
            Span<float> row = values.AsSpan(y * width, width);
            row.Clear();
            for (int t = 0; t < taps.Length; t++) AddScaled(row, source.AsSpan(Math.Clamp(y + t - radius, 0, height - 1) * width, width), taps[t]);
        }
    }

    private static void AddScaled(Span<float> target, ReadOnlySpan<float> source, float factor)
    {
        for (int i = 0; i < target.Length; i++) target[i] += source[i] * factor;
    }
}
