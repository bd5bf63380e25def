using Thca.Core.Compute;
using Thca.Core.Geometry;
using Thca.Core.Randomness;

namespace Thca.Phantoms.Ct;

/// <summary>Adds noise that is correlated within a slice and rounds to whole HU.</summary>
internal static class CtNoise
{
    private const float Lowest = -1024;
    private const float Highest = 3071;

    public static void Apply(float[] hu, GridSize size, NeckCtOptions options, Func<int, RandomStream> streamOfSlice, ComputeOptions? compute, CancellationToken ct)
    {
        // The kernel (w, 1, w) gives neighbours the correlation 2w / (1 + 2w²); its norm keeps the standard deviation.
        double rho = options.NoiseCorrelation;
        float w = rho == 0 ? 0 : (float)((1 - Math.Sqrt(1 - 2 * rho * rho)) / (2 * rho));
        float scale = (float)options.NoiseStandardDeviation / (1 + 2 * w * w);
        int slice = size.X * size.Y;
        OrderedParallel.For(
            size.Z,
            z =>
            {
                float[] noise = Draw(size, w, streamOfSlice(z));
                Span<float> target = hu.AsSpan(z * slice, slice);
                for (int i = 0; i < slice; i++)
                    target[i] = Math.Clamp(MathF.Round(target[i] + (float)options.HuOffset + scale * noise[i]), Lowest, Highest);
            },
            compute,
            ct);
    }

    /// <summary>One slice of standard normal values, each plus w times its neighbours along x, then along y.</summary>
    private static float[] Draw(GridSize size, float w, RandomStream random)
    {
        int width = size.X + 2, height = size.Y + 2;
        var white = new float[width * height];
        for (int i = 0; i < white.Length; i++) white[i] = (float)random.NextNormal();
        var rows = new float[size.X * height];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < size.X; x++)
            {
                int i = y * width + x;
                rows[y * size.X + x] = w * (white[i] + white[i + 2]) + white[i + 1];
            }
        }

        var result = new float[size.X * size.Y];
        for (int i = 0; i < result.Length; i++) result[i] = w * (rows[i] + rows[i + 2 * size.X]) + rows[i + size.X];
        return result;
    }
}
