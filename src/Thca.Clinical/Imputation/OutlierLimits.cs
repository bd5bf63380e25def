using Thca.Clinical.Schemas;
using Thca.Clinical.Tables;
using Thca.Statistics.Summaries;

namespace Thca.Clinical.Imputation;

/// <summary>Outlier limits of one column, learnt from training values.</summary>
/// <param name="Lower">Values below are outlying; NaN when there are no limits.</param>
/// <param name="Upper">Values above are outlying; NaN when there are no limits.</param>
/// <param name="Outliers">Training values outside.</param>
/// <param name="OnLogScale">Whether the limits come from logarithms.</param>
/// <param name="Caps">Whether values outside are moved to the limits.</param>
/// <param name="Refusal">Why capping was refused: COUNT_NOT_CAPPED, IQR_ZERO, HEAVY_TIES; empty when it was not.</param>
public sealed record OutlierLimits(double Lower, double Upper, int Outliers, bool OnLogScale, bool Caps, string Refusal)
{
    /// <summary>Learns the limits of a numeric column.</summary>
    public static OutlierLimits Learn(ClinicalSeries series, PreprocessingOptions options)
    {
        double[] x = Quantiles.Sorted(series.Values);
        if (x.Length == 0) return new OutlierLimits(double.NaN, double.NaN, 0, false, false, "");
        bool log = x[0] > 0 && (series.Definition.Transform == ColumnTransform.Log2 || options.Outliers == OutlierMethod.LogIqrFence);
        double[] scale = log ? Array.ConvertAll(x, Math.Log) : x;
        double q1 = Quantiles.OfSorted(scale, 0.25), q3 = Quantiles.OfSorted(scale, 0.75), reach = options.IqrMultiplier * (q3 - q1);
        (double lower, double upper) = options.Outliers == OutlierMethod.Percentile
            ? (Quantiles.OfSorted(scale, options.LowerPercentile), Quantiles.OfSorted(scale, options.UpperPercentile))
            : (q1 - reach, q3 + reach);
        if (log) (lower, upper) = (Math.Exp(lower), Math.Exp(upper));
        int commonest = x.GroupBy(v => v).Max(g => g.Count());
        string refusal = options.Outliers == OutlierMethod.FlagOnly ? ""
            : q3 == q1 ? "IQR_ZERO"
            : series.Definition.Kind == ColumnKind.Count ? "COUNT_NOT_CAPPED"
            : commonest > 0.25 * x.Length ? "HEAVY_TIES" : "";
        // Quartiles that coincide say nothing about spread: every other value would be outlying.
        if (q3 == q1) (lower, upper) = (double.NaN, double.NaN);
        return new OutlierLimits(lower, upper, x.Count(v => v < lower || v > upper), log, options.Outliers != OutlierMethod.FlagOnly && refusal.Length == 0, refusal);
    }

    /// <summary>The column with outlying values moved to the limits, if these limits cap.</summary>
    public ClinicalSeries Apply(ClinicalSeries series) => !Caps
        ? series
        : series.WithValues([.. series.Values.ToArray().Select(v => double.IsNaN(v) ? v : Math.Min(Upper, Math.Max(Lower, v)))], CellMark.Capped);
}
