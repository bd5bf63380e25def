namespace Thca.Statistics.Clustering;

/// <summary>Sum in blocks of eight running totals and halves above 128 values: NumPy's order, needed to meet its rounding.</summary>
internal static class PairwiseSum
{
    private const int Block = 128;

    public static double Of(ReadOnlySpan<double> values)
    {
        int n = values.Length;
        if (n < 8)
        {
            double sum = 0;
            foreach (double v in values) sum += v;
            return sum;
        }

        if (n > Block)
        {
            int half = n / 2;
            half -= half % 8;
            return Of(values[..half]) + Of(values[half..]);
        }

        double a = values[0], b = values[1], c = values[2], d = values[3], e = values[4], f = values[5], g = values[6], h = values[7];
        int i = 8;
        for (; i < n - n % 8; i += 8)
        {
            a += values[i];
            b += values[i + 1];
            c += values[i + 2];
            d += values[i + 3];
            e += values[i + 4];
            f += values[i + 5];
            g += values[i + 6];
            h += values[i + 7];
        }

        double total = ((a + b) + (c + d)) + ((e + f) + (g + h));
        for (; i < n; i++) total += values[i];
        return total;
    }
}
