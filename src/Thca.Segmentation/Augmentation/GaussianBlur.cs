using Thca.Core.Geometry;
using Thca.Core.Randomness;
using Thca.Segmentation.Sampling;

namespace Thca.Segmentation.Augmentation;

/// <summary>Blurs channels with a separable Gaussian whose width is drawn for every axis; edges are mirrored.</summary>
/// <param name="sigma">Interval of the Gaussian's standard deviation, voxels.</param>
/// <param name="channelProbability">Probability for every channel.</param>
public sealed class GaussianBlur(RandomRange sigma, double channelProbability = 0.5) : IPatchTransform
{
    /// <inheritdoc/>
    public Patch Apply(Patch patch, RandomStream random)
    {
        for (int c = 0; c < patch.Channels; c++)
        {
            if (random.NextDouble() >= channelProbability) continue;
            for (int axis = 0; axis < 3; axis++) Along(patch.Channel(c), patch.Size, axis, Kernel(sigma.Uniform(random)));
        }

        return patch;
    }

    /// <summary>A normalised kernel whose length is the odd integer nearest to 6 sigma + 0.5.</summary>
    internal static double[] Kernel(double sigma)
    {
        int radius = (int)Math.Round((6 * sigma + 0.5 - 1) / 2);
        double[] kernel = [.. Enumerable.Range(-radius, 2 * radius + 1).Select(i => Math.Exp(-i * i / (2 * sigma * sigma)))];
        double sum = kernel.Sum();
        return [.. kernel.Select(k => k / sum)];
    }

    private static void Along(Span<float> values, GridSize size, int axis, double[] kernel)
    {
        int[] extents = [size.X, size.Y, size.Z], strides = [1, size.X, size.X * size.Y];
        int n = extents[axis], stride = strides[axis], radius = kernel.Length / 2;
        if (n == 1) return;
        var line = new float[n];
        for (int start = 0; start < values.Length; start++)
        {
            if (start / stride % n != 0) continue;
            for (int i = 0; i < n; i++) line[i] = values[start + i * stride];
            for (int i = 0; i < n; i++)
            {
                double sum = 0;
                for (int k = -radius; k <= radius; k++) sum += kernel[k + radius] * line[Reflect(i + k, n)];
                values[start + i * stride] = (float)sum;
            }
        }
    }

    // Mirrors at the centres of the first and last voxel.
    private static int Reflect(int i, int n)
    {
        int period = 2 * (n - 1), at = ((i % period) + period) % period;
        return at < n ? at : period - at;
    }
}
