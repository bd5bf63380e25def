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
        int r = t.Rows, k = t.Columns;
        if (Math.Min(r, k) < 2) return new CramersV(double.NaN, double.NaN);
        double n = t.Total, phi2 = ChiSquaredTest.Test(t, yates: false).Statistic / n;
        double corrected = Math.Max(0, phi2 - (r - 1) * (k - 1) / (n - 1));
        double rc = r - (r - 1) * (r - 1) / (n - 1), kc = k - (k - 1) * (k - 1) / (n - 1);
        double smaller = Math.Min(rc - 1, kc - 1);
        return new CramersV(Math.Sqrt(phi2 / (Math.Min(r, k) - 1)), smaller > 0 ? Math.Sqrt(corrected / smaller) : double.NaN);
    }
}
