using Thca.Core.Randomness;

namespace Thca.Phantoms.Histology;

/// <summary>
/// Gaussian-filtered white noise of unit standard deviation at integer pixels of an endless plane. The white noise of a node is a hash of its
/// position, so any window can be made at any time and always holds the same values. Coarse fields live on a coarser lattice, bilinear in between.
/// </summary>
internal sealed class NoiseField
{
    private readonly ulong _key;
    private readonly int _stepX;
    private readonly int _stepY;
    private readonly float[] _tapsX;
    private readonly float[] _tapsY;

    public NoiseField(RandomStream random, double sigmaX, double sigmaY)
    {
        _key = random.NextUInt64();
        (_stepX, _stepY) = (Step(sigmaX), Step(sigmaY));
        (_tapsX, _tapsY) = (Taps(sigmaX / _stepX), Taps(sigmaY / _stepY));
    }

    public NoiseField(RandomStream random, double sigma)
        : this(random, sigma, sigma)
    {
    }

    /// <summary>The values in a window, row by row.</summary>
    public float[] Window(int x0, int y0, int width, int height)
    {
        int i0 = FloorDivide(x0, _stepX), i1 = FloorDivide(x0 + width - 1, _stepX) + 1;
        int j0 = FloorDivide(y0, _stepY), j1 = FloorDivide(y0 + height - 1, _stepY) + 1;
        int nx = i1 - i0 + 1, ny = j1 - j0 + 1;
        float[] lattice = Smooth(i0, j0, nx, ny);
        if (_stepX == 1 && _stepY == 1 && nx == width + 1 && ny == height + 1) return Crop(lattice, nx, width, height);
        var result = new float[width * height];
        for (int y = 0; y < height; y++)
        {
            int j = FloorDivide(y0 + y, _stepY) - j0;
            float v = (y0 + y - (j + j0) * _stepY) / (float)_stepY;
            ReadOnlySpan<float> upper = lattice.AsSpan(j * nx, nx), lower = lattice.AsSpan((j + 1) * nx, nx);
            for (int x = 0; x < width; x++)
            {
                int i = FloorDivide(x0 + x, _stepX) - i0;
                float u = (x0 + x - (i + i0) * _stepX) / (float)_stepX;
                float a = upper[i] + (upper[i + 1] - upper[i]) * u, b = lower[i] + (lower[i + 1] - lower[i]) * u;
                result[y * width + x] = a + (b - a) * v;
            }
        }

        return result;
    }

    private static float[] Crop(float[] lattice, int stride, int width, int height)
    {
        var result = new float[width * height];
        for (int y = 0; y < height; y++) lattice.AsSpan(y * stride, width).CopyTo(result.AsSpan(y * width));
        return result;
    }

    private float[] Smooth(int i0, int j0, int nx, int ny)
    {
        int rx = _tapsX.Length / 2, ry = _tapsY.Length / 2, wide = nx + 2 * rx, tall = ny + 2 * ry;
        var white = new float[wide * tall];
        for (int j = 0; j < tall; j++)
            for (int i = 0; i < wide; i++) white[j * wide + i] = White(i0 - rx + i, j0 - ry + j);
        var rows = new float[nx * tall];
        for (int j = 0; j < tall; j++)
        {
            Span<float> target = rows.AsSpan(j * nx, nx);
            for (int t = 0; t < _tapsX.Length; t++) AddScaled(target, white.AsSpan(j * wide + t, nx), _tapsX[t]);
        }

        var result = new float[nx * ny];
        for (int j = 0; j < ny; j++)
        {
            Span<float> target = result.AsSpan(j * nx, nx);
            for (int t = 0; t < _tapsY.Length; t++) AddScaled(target, rows.AsSpan((j + t) * nx, nx), _tapsY[t]);
        }

        return result;
    }

    private static void AddScaled(Span<float> target, ReadOnlySpan<float> source, float factor)
    {
        for (int i = 0; i < target.Length; i++) target[i] += source[i] * factor;
    }

    /// <summary>Sum of four uniform numbers, centred, unit variance: near enough to normal once it is filtered.</summary>
    private float White(int i, int j)
    {
        ulong z = _key + (uint)i * 0x9E3779B97F4A7C15UL + (uint)j * 0xD1B54A32D192ED03UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        z ^= z >> 31;
        long sum = (long)(z & 0xFFFF) + (long)((z >> 16) & 0xFFFF) + (long)((z >> 32) & 0xFFFF) + (long)(z >> 48);
        return (sum - 131070) * (1.7320508f / 65536f);
    }

    private static int Step(double sigma) => Math.Max(1, (int)(sigma / 4));

    /// <summary>Gaussian taps whose squares sum to one, so filtered white noise keeps unit variance.</summary>
    private static float[] Taps(double sigma)
    {
        int radius = Math.Max(1, (int)Math.Ceiling(3 * sigma));
        var taps = new double[2 * radius + 1];
        double squares = 0;
        for (int i = 0; i < taps.Length; i++)
        {
            taps[i] = Math.Exp(-0.5 * (i - radius) * (i - radius) / (sigma * sigma));
            squares += taps[i] * taps[i];
        }

        return [.. taps.Select(t => (float)(t / Math.Sqrt(squares)))];
    }

    private static int FloorDivide(int value, int divisor) => value >= 0 ? value / divisor : -((-value + divisor - 1) / divisor);
}
