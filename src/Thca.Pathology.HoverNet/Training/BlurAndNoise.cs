using Thca.Core.Histology;
using Thca.Core.Randomness;

namespace Thca.Pathology.HoverNet.Training;

/// <summary>One of: Gaussian blur (kernel 1, 3 or 5 per axis), median blur (1, 3, 5), additive Gaussian noise (standard deviation up to 12.75).</summary>
internal static class BlurAndNoise
{
    private const double LargestNoise = 12.75;

    public static RgbImage Apply(RgbImage image, RandomStream random)
    {
        switch (random.NextInt(3))
        {
            case 0:
                int across = random.NextInt(3), down = random.NextInt(3);
                return Gaussian(Gaussian(image, across, 1, 0), down, 0, 1);
            case 1:
                return Median(image, random.NextInt(3));
            default:
                Noise(image.Pixels, LargestNoise * random.NextDouble(), perChannel: random.NextDouble() < 0.5, random);
                return image;
        }
    }

    /// <summary>Blur along one axis; the standard deviation follows from the kernel as 0.3 ((size - 1) / 2 - 1) + 0.8.</summary>
    private static RgbImage Gaussian(RgbImage image, int reach, int stepX, int stepY)
    {
        if (reach == 0) return image;
        double sigma = 0.3 * (reach - 1) + 0.8;
        double[] taps = [.. Enumerable.Range(-reach, 2 * reach + 1).Select(k => Math.Exp(-0.5 * k * k / (sigma * sigma)))];
        double total = taps.Sum();
        return Map(image, (x, y, c) =>
        {
            double sum = 0;
            for (int k = -reach; k <= reach; k++) sum += taps[k + reach] * At(image, x + k * stepX, y + k * stepY, c);
            return (byte)Math.Clamp(Math.Round(sum / total), 0, 255);
        });
    }

    private static RgbImage Median(RgbImage image, int reach)
    {
        if (reach == 0) return image;
        int side = 2 * reach + 1;
        var values = new byte[side * side];
        return Map(image, (x, y, c) =>
        {
            for (int i = 0; i < values.Length; i++) values[i] = At(image, x - reach + i % side, y - reach + i / side, c);
            Array.Sort(values);
            return values[values.Length / 2];
        });
    }

    private static void Noise(byte[] pixels, double sd, bool perChannel, RandomStream random)
    {
        for (int p = 0; p < pixels.Length; p += 3)
        {
            double shared = perChannel ? 0 : sd * random.NextNormal();
            for (int c = 0; c < 3; c++) pixels[p + c] = (byte)Math.Clamp(Math.Round(pixels[p + c] + (perChannel ? sd * random.NextNormal() : shared)), 0, 255);
        }
    }

    private static RgbImage Map(RgbImage image, Func<int, int, int, byte> value)
    {
        var pixels = new byte[image.Pixels.Length];
        for (int i = 0; i < pixels.Length; i++) pixels[i] = value(i / 3 % image.Width, i / 3 / image.Width, i % 3);
        return new RgbImage(image.Width, image.Height, pixels);
    }

    private static byte At(RgbImage image, int x, int y, int c) =>
        image.Pixels[3 * (Math.Clamp(y, 0, image.Height - 1) * image.Width + Math.Clamp(x, 0, image.Width - 1)) + c];
}
