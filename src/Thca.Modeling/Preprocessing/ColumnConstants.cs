using Thca.Statistics.Summaries;

namespace Thca.Modeling.Preprocessing;

/// <summary>What is done to one column, learnt from a training fold.</summary>
/// <param name="Lower">Values below are raised to it; -infinity when not limited.</param>
/// <param name="Upper">Values above are lowered to it; +infinity when not limited.</param>
/// <param name="Fill">Value of missing cells; NaN leaves them missing.</param>
/// <param name="MissingShare">Share of the fold's rows in which the value is missing.</param>
public sealed record ColumnConstants(double Lower, double Upper, double Fill, double MissingShare)
{
    private const double FenceFactor = 1.5;

    internal static ColumnConstants Learn(ReadOnlySpan<double> column, bool categorical, PreprocessingOptions options)
    {
        double[] sorted = Quantiles.Sorted(column);
        double missing = column.Length == 0 ? 0 : 1 - (double)sorted.Length / column.Length;
        double lower = double.NegativeInfinity, upper = double.PositiveInfinity;
        if (options.Winsorise && !categorical && sorted.Length > 0)
        {
            double q1 = Quantiles.OfSorted(sorted, 0.25), q3 = Quantiles.OfSorted(sorted, 0.75), range = FenceFactor * (q3 - q1);
            (lower, upper) = (q1 - range, q3 + range);
        }

        double fill = options.Missing == MissingPolicy.TreeNative ? double.NaN
            : sorted.Length == 0 ? 0
            : categorical ? Mode(sorted) : Math.Clamp(Quantiles.OfSorted(sorted, 0.5), lower, upper);
        return new ColumnConstants(lower, upper, fill, missing);
    }

    /// <summary>Applies the constants.</summary>
    public void Apply(ReadOnlySpan<double> values, Span<double> result)
    {
        for (int i = 0; i < values.Length; i++) result[i] = double.IsNaN(values[i]) ? Fill : Math.Clamp(values[i], Lower, Upper);
    }

    internal double[] Apply(ReadOnlySpan<double> values)
    {
        var result = new double[values.Length];
        Apply(values, result);
        return result;
    }

    /// <summary>Most frequent of ascending values; the smallest of equals.</summary>
    private static double Mode(double[] sorted)
    {
        double mode = sorted[0];
        int most = 0;
        for (int start = 0, end; start < sorted.Length; start = end)
        {
            for (end = start + 1; end < sorted.Length && sorted[end] == sorted[start]; end++) { }
            if (end - start > most) (mode, most) = (sorted[start], end - start);
        }

        return mode;
    }
}
