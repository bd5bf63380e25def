using Thca.Core.Geometry;
using Thca.Core.Randomness;
using Thca.Segmentation.Sampling;

namespace Thca.Segmentation.Augmentation;

/// <summary>Simulates a coarser scan: channels are sampled down by nearest neighbour and up again by linear interpolation.</summary>
/// <param name="scale">Interval of the factor by which extents shrink, the same for all axes.</param>
/// <param name="keepFirstAxis">Whether the first array axis (z) keeps its resolution.</param>
/// <param name="channelProbability">Probability for every channel.</param>
public sealed class LowResolution(RandomRange scale, bool keepFirstAxis = false, double channelProbability = 0.5) : IPatchTransform
{
    /// <inheritdoc/>
    public Patch Apply(Patch patch, RandomStream random)
    {
        for (int c = 0; c < patch.Channels; c++)
        {
            if (random.NextDouble() >= channelProbability) continue;
            double s = scale.Uniform(random);
            GridSize size = patch.Size;
            var coarse = new GridSize(Shrunk(size.X, s), Shrunk(size.Y, s), keepFirstAxis ? size.Z : Shrunk(size.Z, s));
            Upsample(Downsample(patch.Channel(c), size, coarse), coarse, patch.Channel(c), size);
        }

        return patch;
    }

    private static int Shrunk(int extent, double s) => Math.Max(1, (int)Math.Round(extent * s));

    private static float[] Downsample(ReadOnlySpan<float> values, GridSize size, GridSize coarse)
    {
        var result = new float[coarse.Count];
        int at = 0;
        for (int z = 0; z < coarse.Z; z++)
        {
            for (int y = 0; y < coarse.Y; y++)
            {
                for (int x = 0; x < coarse.X; x++)
                    result[at++] = values[size.Offset(NearestIndex.Of(x, size.X, coarse.X), NearestIndex.Of(y, size.Y, coarse.Y), NearestIndex.Of(z, size.Z, coarse.Z))];
            }
        }

        return result;
    }

    private static void Upsample(ReadOnlySpan<float> coarse, GridSize from, Span<float> target, GridSize size)
    {
        LinearAxis ax = new(from.X, size.X), ay = new(from.Y, size.Y), az = new(from.Z, size.Z);
        int at = 0;
        for (int z = 0; z < size.Z; z++)
        {
            (int z0, int z1, double wz) = az[z];
            for (int y = 0; y < size.Y; y++)
            {
                (int y0, int y1, double wy) = ay[y];
                int a = from.Offset(0, y0, z0), b = from.Offset(0, y1, z0), c = from.Offset(0, y0, z1), d = from.Offset(0, y1, z1);
                for (int x = 0; x < size.X; x++)
                {
                    (int x0, int x1, double wx) = ax[x];
                    double near = Mix(Mix(coarse[a + x0], coarse[a + x1], wx), Mix(coarse[b + x0], coarse[b + x1], wx), wy);
                    double far = Mix(Mix(coarse[c + x0], coarse[c + x1], wx), Mix(coarse[d + x0], coarse[d + x1], wx), wy);
                    target[at++] = (float)Mix(near, far, wz);
                }
            }
        }
    }

    private static double Mix(double a, double b, double weight) => a + (b - a) * weight;
}
