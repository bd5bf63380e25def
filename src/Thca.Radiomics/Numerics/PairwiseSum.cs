using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
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

        return SumBlock(values, centre, squared);
    }

    // The eight accumulators are the lanes of two vectors.
    private static double SumBlock<T>(ReadOnlySpan<T> values, double centre, bool squared)
        where T : unmanaged, INumber<T>
    {
        double sum = 0;
        int i = 0;
        if (values.Length >= 8)
        {
            Vector256<double> shift = Vector256.Create(centre);
            (Vector256<double> low, Vector256<double> high) = Load(values, shift, squared);
            for (i = 8; i + 8 <= values.Length; i += 8)
            {
                (Vector256<double> a, Vector256<double> b) = Load(values[i..], shift, squared);
                low += a;
                high += b;
            }

            sum = low[0] + low[1] + (low[2] + low[3]) + (high[0] + high[1] + (high[2] + high[3]));
        }

        for (; i < values.Length; i++)
        {
            double d = double.CreateTruncating(values[i]) - centre;
            sum += squared ? d * d : d;
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<double> Low, Vector256<double> High) Load<T>(ReadOnlySpan<T> values, Vector256<double> centre, bool squared)
        where T : unmanaged, INumber<T>
    {
        Vector256<double> low, high;
        if (typeof(T) == typeof(float)) (low, high) = Vector256.Widen(Vector256.Create(MemoryMarshal.Cast<T, float>(values)));
        else if (typeof(T) == typeof(double))
        {
            ReadOnlySpan<double> doubles = MemoryMarshal.Cast<T, double>(values);
            (low, high) = (Vector256.Create(doubles), Vector256.Create(doubles[4..]));
        }
        else
        {
            low = Vector256.Create(double.CreateTruncating(values[0]), double.CreateTruncating(values[1]), double.CreateTruncating(values[2]), double.CreateTruncating(values[3]));
            high = Vector256.Create(double.CreateTruncating(values[4]), double.CreateTruncating(values[5]), double.CreateTruncating(values[6]), double.CreateTruncating(values[7]));
        }

        (low, high) = (low - centre, high - centre);
        return squared ? (low * low, high * high) : (low, high);
    }

    private static int LeftHalf(int length)
    {
        int half = length / 2;
        return half - half % 8;
    }
}
