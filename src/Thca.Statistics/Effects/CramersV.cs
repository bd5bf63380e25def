using Thca.Statistics.Contingency;

namespace Thca.Statistics.Effects;

/// <summary>Cramér's V, a measure of nominal association from 0 to 1, without continuity correction.</summary>
/// <param name="Value">√(φ² / (min(r, k) - 1)) with φ² = X²/N; NaN when only one row or column occurs.</param>
/// <param name="BiasCorrected">The estimate corrected for the bias of small tables (Bergsma, 2013).</param>
public sealed record CramersV(double Value, double BiasCorrected)
{
    /// <summary>Computes both forms; rows and columns without observations do not count.</summary>
    public static CramersV Of(ContingencyTable table)
    {
        ContingencyTable t = table.WithoutEmpty();
        return Math.Min(t.Rows, t.Columns) < 2 ? new CramersV(double.NaN, double.NaN) : Of(ChiSquaredTest.Test(t, yates: false).Statistic, t.Total, t.Rows, t.Columns);
    }

    /// <summary>The same for two rows, without allocating: for loops over many tables.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static CramersV Of(ReadOnlySpan<int> first, ReadOnlySpan<int> second)
    {
        if (first.Length != second.Length) throw new ArgumentException($"{first.Length} and {second.Length} counts do not match.", nameof(second));
        double n1 = 0, n0 = 0, squares = 0;
        int columns = 0;
        for (int j = 0; j < first.Length; j++)
        {
            double c = first[j] + second[j];
            n1 += first[j];
            n0 += second[j];
            if (c == 0) continue;
            columns++;
            squares += first[j] * (double)first[j] / c;
        }

        double n = n1 + n0;
        // X² = N²/(n₁n₀) (Σ a²/c - n₁²/N).
        return n1 == 0 || n0 == 0 || columns < 2 ? new CramersV(double.NaN, double.NaN) : Of(Math.Max(0, n * n / (n1 * n0) * (squares - n1 * n1 / n)), n, 2, columns);
    }

    private static CramersV Of(double chiSquared, double n, int r, int k)
    {
        double phi2 = chiSquared / n, corrected = Math.Max(0, phi2 - (r - 1) * (k - 1) / (n - 1));
        double rc = r - (r - 1) * (r - 1) / (n - 1), kc = k - (k - 1) * (k - 1) / (n - 1);
        double smaller = Math.Min(rc - 1, kc - 1);
        return new CramersV(Math.Sqrt(phi2 / (Math.Min(r, k) - 1)), smaller > 0 ? Math.Sqrt(corrected / smaller) : double.NaN);
    }
}
