using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Thca.Core.Compute;

/// <summary>
/// Sums whose order of additions depends on nothing but the number of terms, so that equal input gives equal bits. (The aggregates of
/// <c>TensorPrimitives</c> do not promise that: they start a block at an aligned address, and arrays move.)
/// </summary>
public static class OrderedSums
{
    private const int Lanes = 4;

    /// <summary>Σ a.</summary>
    public static double Sum(ReadOnlySpan<double> a)
    {
        ref double start = ref MemoryMarshal.GetReference(a);
        Vector256<double> first = default, second = default;
        int i = 0;
        for (; i <= a.Length - 2 * Lanes; i += 2 * Lanes)
        {
            first += Load(ref start, i);
            second += Load(ref start, i + Lanes);
        }

        double sum = Across(first + second);
        for (; i < a.Length; i++) sum += a[i];
        return sum;
    }

    /// <summary>Σ a b.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        EnsureEqualLength(a, b);
        ref double x = ref MemoryMarshal.GetReference(a);
        ref double y = ref MemoryMarshal.GetReference(b);
        Vector256<double> first = default, second = default;
        int i = 0;
        for (; i <= a.Length - 2 * Lanes; i += 2 * Lanes)
        {
            first += Load(ref x, i) * Load(ref y, i);
            second += Load(ref x, i + Lanes) * Load(ref y, i + Lanes);
        }

        double sum = Across(first + second);
        for (; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    /// <summary>Σ (a - b)².</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double SquaredDistance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        EnsureEqualLength(a, b);
        ref double x = ref MemoryMarshal.GetReference(a);
        ref double y = ref MemoryMarshal.GetReference(b);
        Vector256<double> first = default, second = default;
        int i = 0;
        for (; i <= a.Length - 2 * Lanes; i += 2 * Lanes)
        {
            Vector256<double> d = Load(ref x, i) - Load(ref y, i), e = Load(ref x, i + Lanes) - Load(ref y, i + Lanes);
            first += d * d;
            second += e * e;
        }

        double sum = Across(first + second);
        for (; i < a.Length; i++) sum += (a[i] - b[i]) * (a[i] - b[i]);
        return sum;
    }

    /// <summary>√Σ (a - b)²: the Euclidean distance.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double Distance(ReadOnlySpan<double> a, ReadOnlySpan<double> b) => Math.Sqrt(SquaredDistance(a, b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Load(ref double start, int offset) => Vector256.LoadUnsafe(ref start, (nuint)offset);

    private static double Across(Vector256<double> lanes) => (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]);

    private static void EnsureEqualLength(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        if (a.Length != b.Length) throw new ArgumentException(FormattableString.Invariant($"The spans have {a.Length} and {b.Length} values; they must be equally long."), nameof(b));
    }
}
