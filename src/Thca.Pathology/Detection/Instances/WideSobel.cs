using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Thca.Pathology.Detection.Instances;

/// <summary>
/// Sobel derivative of size 21 in double precision, separable, borders mirrored about the edge pixel (reflect-101). Taps of the smoothing are the
/// binomials C(20, k); the derivative is their difference taken once. Sums run in a fixed order, so equal input gives equal bits.
/// </summary>
internal static class WideSobel
{
    private const int Reach = 10;

    /// <summary>Derivative taps for offsets 1 to 10; those for -1 to -10 have the opposite sign, the middle one is 0.</summary>
    internal static readonly double[] Derivative = [16796, 25194, 23256, 15504, 7752, 2907, 798, 152, 18, 1];

    /// <summary>Smoothing taps for offsets 0 to 10, mirrored.</summary>
    internal static readonly double[] Smoothing = [184756, 167960, 125970, 77520, 38760, 15504, 4845, 1140, 190, 20, 1];

    /// <summary>d/dx of an image, smoothed along y.</summary>
    public static void AlongX(ReadOnlySpan<float> image, int width, int height, Span<double> result) => Run(image, width, height, result, alongX: true);

    /// <summary>d/dy of an image, smoothed along x.</summary>
    public static void AlongY(ReadOnlySpan<float> image, int width, int height, Span<double> result) => Run(image, width, height, result, alongX: false);

    /// <summary>Where an index beyond the image lies after mirroring about the edge pixels.</summary>
    internal static int Mirror(int i, int length)
    {
        if (length == 1) return 0;
        int period = 2 * (length - 1);
        i = Math.Abs(i) % period;
        return i < length ? i : period - i;
    }

    /// <summary>Rows are filtered once each into a ring that holds as many as the vertical filter reaches.</summary>
    private static void Run(ReadOnlySpan<float> image, int width, int height, Span<double> result, bool alongX)
    {
        const int Ring = 2 * Reach + 1;
        var ring = new double[Math.Min(Ring, height)][];
        for (int i = 0; i < ring.Length; i++) ring[i] = new double[width];
        var padded = new double[width + 2 * Reach];
        int filtered = 0;
        for (int y = 0; y < height; y++)
        {
            for (; filtered < Math.Min(height, y + Reach + 1); filtered++)
                Horizontal(image.Slice(filtered * width, width), padded, ring[filtered % ring.Length], alongX);
            Vertical(ring, y, height, result.Slice(y * width, width), derivative: !alongX);
        }
    }

    private static void Horizontal(ReadOnlySpan<float> row, double[] padded, double[] result, bool derivative)
    {
        for (int i = 0; i < row.Length; i++) padded[i + Reach] = row[i];
        for (int i = 1; i <= Reach; i++)
        {
            padded[Reach - i] = row[Mirror(-i, row.Length)];
            padded[Reach + row.Length - 1 + i] = row[Mirror(row.Length - 1 + i, row.Length)];
        }

        ref double source = ref MemoryMarshal.GetArrayDataReference(padded);
        ref double target = ref MemoryMarshal.GetArrayDataReference(result);
        int x = 0;
        for (; x <= row.Length - Vector256<double>.Count; x += Vector256<double>.Count)
        {
            Vector256<double> sum = derivative ? default : Vector256.LoadUnsafe(ref source, (nuint)(x + Reach)) * Smoothing[0];
            for (int k = 1; k <= Reach; k++)
            {
                Vector256<double> before = Vector256.LoadUnsafe(ref source, (nuint)(x + Reach - k)), after = Vector256.LoadUnsafe(ref source, (nuint)(x + Reach + k));
                sum += derivative ? (after - before) * Derivative[k - 1] : (before + after) * Smoothing[k];
            }

            sum.StoreUnsafe(ref target, (nuint)x);
        }

        for (; x < row.Length; x++)
        {
            double sum = derivative ? 0 : padded[x + Reach] * Smoothing[0];
            for (int k = 1; k <= Reach; k++)
            {
                double before = padded[x + Reach - k], after = padded[x + Reach + k];
                sum += derivative ? (after - before) * Derivative[k - 1] : (before + after) * Smoothing[k];
            }

            result[x] = sum;
        }
    }

    private static void Vertical(double[][] ring, int y, int height, Span<double> result, bool derivative)
    {
        double[] Row(int i) => ring[Mirror(i, height) % ring.Length];
        var before = new double[Reach + 1][];
        var after = new double[Reach + 1][];
        for (int k = 0; k <= Reach; k++) (before[k], after[k]) = (Row(y - k), Row(y + k));
        ref double target = ref MemoryMarshal.GetReference(result);
        int x = 0;
        for (; x <= result.Length - Vector256<double>.Count; x += Vector256<double>.Count)
        {
            Vector256<double> sum = derivative ? default : Load(before[0], x) * Smoothing[0];
            for (int k = 1; k <= Reach; k++)
                sum += derivative ? (Load(after[k], x) - Load(before[k], x)) * Derivative[k - 1] : (Load(before[k], x) + Load(after[k], x)) * Smoothing[k];
            sum.StoreUnsafe(ref target, (nuint)x);
        }

        for (; x < result.Length; x++)
        {
            double sum = derivative ? 0 : before[0][x] * Smoothing[0];
            for (int k = 1; k <= Reach; k++)
                sum += derivative ? (after[k][x] - before[k][x]) * Derivative[k - 1] : (before[k][x] + after[k][x]) * Smoothing[k];
            result[x] = sum;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Load(double[] row, int x) => Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(row), (nuint)x);
}
