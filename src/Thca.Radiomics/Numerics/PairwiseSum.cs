using System.Numerics;
using System.Runtime.InteropServices;
using Thca.Core.Compute;

namespace Thca.Radiomics.Numerics;

/// <summary>
/// Pairwise summation with NumPy's order of additions (blocks of 128 with eight accumulators, halves rounded to multiples of eight), so that
/// means agree with the reference to the last bit. The order does not depend on the number of threads.
/// </summary>
internal static class PairwiseSum
{
    private const int Block = 128;
    private const int Segment = 1 << 16;

    /// <summary>Σ (v − centre)^power of numbers of any type, for power 1 or 2.</summary>
    public static double Centred<T>(ReadOnlyMemory<T> values, double centre, bool squared, ComputeOptions? compute = null, CancellationToken ct = default)
        where T : unmanaged, INumber<T>
    {
        if (values.Length <= Segment) return Recurse(values.Span, centre, squared);
        List<(int Start, int Length)> segments = [];
        Split(0, values.Length, segments);
        double[] sums = OrderedParallel.Map(segments.Count, i => Recurse(values.Span.Slice(segments[i].Start, segments[i].Length), centre, squared), compute, ct);
        int next = 0;
        return Combine(values.Length, sums, ref next);
    }

    /// <summary>Σ v.</summary>
    public static double Of(ReadOnlySpan<double> values) => Recurse(values, 0, squared: false);

    private static void Split(int start, int length, List<(int Start, int Length)> segments)
    {
        if (length <= Segment)
        {
            segments.Add((start, length));
            return;
        }

        int left = LeftHalf(length);
        Split(start, left, segments);
        Split(start + left, length - left, segments);
    }

    private static double Combine(int length, double[] sums, ref int next)
    {
        if (length <= Segment) return sums[next++];
        int left = LeftHalf(length);
        double a = Combine(left, sums, ref next);
        return a + Combine(length - left, sums, ref next);
    }

    private static double Recurse<T>(ReadOnlySpan<T> values, double centre, bool squared)
        where T : unmanaged, INumber<T>
    {
        if (values.Length > Block)
        {
            int left = LeftHalf(values.Length);
            return Recurse(values[..left], centre, squared) + Recurse(values[left..], centre, squared);
        }

        Span<double> block = stackalloc double[Block];
        block = block[..values.Length];
        if (typeof(T) == typeof(double)) MemoryMarshal.Cast<T, double>(values).CopyTo(block);
        else for (int i = 0; i < block.Length; i++) block[i] = double.CreateTruncating(values[i]);
        if (squared)
        {
            for (int i = 0; i < block.Length; i++)
            {
                double d = block[i] - centre;
                block[i] = d * d;
            }
        }
        else if (centre != 0)
        {
            for (int i = 0; i < block.Length; i++) block[i] -= centre;
        }

        return SumBlock(block);
    }

    private static double SumBlock(ReadOnlySpan<double> v)
    {
        double sum = 0;
        int tail = 0;
        if (v.Length >= 8)
        {
            double a = v[0], b = v[1], c = v[2], d = v[3], e = v[4], f = v[5], g = v[6], h = v[7];
            int i = 8;
            for (; i + 8 <= v.Length; i += 8)
            {
                a += v[i];
                b += v[i + 1];
                c += v[i + 2];
                d += v[i + 3];
                e += v[i + 4];
                f += v[i + 5];
                g += v[i + 6];
                h += v[i + 7];
            }

            sum = a + b + (c + d) + (e + f + (g + h));
            tail = i;
        }

        for (int i = tail; i < v.Length; i++) sum += v[i];
        return sum;
    }

    private static int LeftHalf(int length)
    {
        int half = length / 2;
        return half - half % 8;
    }
}
