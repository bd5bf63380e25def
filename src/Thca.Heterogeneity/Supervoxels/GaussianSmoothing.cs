using Thca.Core.Geometry;

namespace Thca.Heterogeneity.Supervoxels;

/// <summary>Separable Gaussian smoothing of a small box, truncated at four standard deviations, mirrored at the box (a b c | c b a).</summary>
internal static class GaussianSmoothing
{
    private const double Truncate = 4;

    /// <summary>Taps to each side of the centre.</summary>
    public static int Radius(double sigma) => sigma > 0 ? (int)(Truncate * sigma + 0.5) : 0;

    /// <summary>Smooths in place along z, y, x with the given standard deviations in voxels; 0 leaves an axis alone.</summary>
    public static void Apply(double[] values, GridSize size, double sigmaZ, double sigmaY, double sigmaX)
    {
        Along(values, size.Z, size.X * size.Y, size.X * size.Y, 1, sigmaZ);
        for (int z = 0; z < size.Z && sigmaY > 0; z++) Along(values.AsSpan(z * size.X * size.Y), size.Y, size.X, size.X, 1, sigmaY);
        Along(values, size.X, 1, size.Y * size.Z, size.X, sigmaX);
    }

    // Filters `lines` lines that start `lineStride` apart; samples of a line lie `stride` apart.
    private static void Along(Span<double> values, int length, int stride, int lines, int lineStride, double sigma)
    {
        int radius = Radius(sigma);
        if (radius == 0) return;
        double[] weights = Weights(sigma, radius);
        var padded = new double[length + 2 * radius];
        for (int line = 0; line < lines; line++)
        {
            int start = line * lineStride;
            for (int i = -radius; i < length + radius; i++) padded[i + radius] = values[start + Mirror(i, length) * stride];
            for (int i = 0; i < length; i++)
            {
                double sum = padded[i + radius] * weights[radius];
                for (int j = radius; j > 0; j--) sum += (padded[i + radius - j] + padded[i + radius + j]) * weights[radius - j];
                values[start + i * stride] = sum;
            }
        }
    }

    private static double[] Weights(double sigma, int radius)
    {
        var weights = new double[2 * radius + 1];
        double sum = 0;
        for (int i = -radius; i <= radius; i++) sum += weights[i + radius] = Math.Exp(-0.5 / (sigma * sigma) * (i * i));
        for (int i = 0; i < weights.Length; i++) weights[i] /= sum;
        return weights;
    }

    private static int Mirror(int index, int length)
    {
        int period = 2 * length;
        int i = index % period;
        if (i < 0) i += period;
        return i < length ? i : period - 1 - i;
    }
}
