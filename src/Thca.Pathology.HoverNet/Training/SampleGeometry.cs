using Thca.Core.Histology;
using Thca.Core.Randomness;
using Thca.Pathology.HoverNet.Datasets;

namespace Thca.Pathology.HoverNet.Training;

/// <summary>Cuts a square out of a sample: the centre, or a random place, turned, scaled, sheared and flipped. Beyond the border the sample is mirrored.</summary>
internal static class SampleGeometry
{
    private const double ScaleRange = 0.2, ShearRange = 5, RotationRange = 179;

    /// <summary>The central square.</summary>
    public static NucleusSample Centre(NucleusSample sample, int side)
    {
        int left = (sample.Image.Width - side) / 2, top = (sample.Image.Height - side) / 2;
        return Cut(sample, side, (x, y) => (x + left, y + top));
    }

    /// <summary>A random square.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="side">Side of the square.</param>
    /// <param name="affine">Whether the square is turned, scaled by 0.8 to 1.2 and sheared by up to 5 degrees, nearest neighbour.</param>
    /// <param name="random">Where the numbers come from.</param>
    public static NucleusSample Random(NucleusSample sample, int side, bool affine, RandomStream random)
    {
        int width = sample.Image.Width, height = sample.Image.Height;
        int left = width > side ? random.NextInt(width - side + 1) : (width - side) / 2, top = height > side ? random.NextInt(height - side + 1) : (height - side) / 2;
        bool mirrorX = random.NextDouble() < 0.5, mirrorY = random.NextDouble() < 0.5;
        double[] matrix = affine ? Affine(random) : [1, 0, 0, 1];
        double middle = (side - 1) / 2.0;
        return Cut(sample, side, (x, y) =>
        {
            double dx = (mirrorX ? side - 1 - x : x) - middle, dy = (mirrorY ? side - 1 - y : y) - middle;
            return ((int)Math.Round(left + middle + matrix[0] * dx + matrix[1] * dy), (int)Math.Round(top + middle + matrix[2] * dx + matrix[3] * dy));
        });
    }

    private static double[] Affine(RandomStream random)
    {
        double Uniform(double range) => range * (2 * random.NextDouble() - 1);
        double scaleX = 1 + Uniform(ScaleRange), scaleY = 1 + Uniform(ScaleRange), shear = Math.Tan(Uniform(ShearRange) * Math.PI / 180), angle = Uniform(RotationRange) * Math.PI / 180;
        (double sin, double cos) = Math.SinCos(angle);
        return [cos / scaleX, (cos * shear - sin) / scaleX, sin / scaleY, (sin * shear + cos) / scaleY];
    }

    private static NucleusSample Cut(NucleusSample sample, int side, Func<int, int, (int X, int Y)> source)
    {
        var pixels = new byte[3 * side * side];
        var instances = new int[side * side];
        var types = new byte[instances.Length];
        for (int i = 0; i < instances.Length; i++)
        {
            (int x, int y) = source(i % side, i / side);
            int from = Mirror(y, sample.Image.Height) * sample.Image.Width + Mirror(x, sample.Image.Width);
            sample.Image.Pixels.AsSpan(3 * from, 3).CopyTo(pixels.AsSpan(3 * i));
            (instances[i], types[i]) = (sample.Instances[from], sample.Types[from]);
        }

        return sample with { Image = new RgbImage(side, side, pixels), Instances = instances, Types = types };
    }

    /// <summary>Mirrored about the border between pixels, as often as needed.</summary>
    internal static int Mirror(int i, int length)
    {
        i %= 2 * length;
        if (i < 0) i += 2 * length;
        return i < length ? i : 2 * length - 1 - i;
    }
}
