using MathNet.Numerics.Distributions;

namespace Thca.Modeling.Metrics;

/// <summary>Interval of a mean over the folds of repeated cross-validation, corrected for overlapping training sets (Nadeau and Bengio, 2003).</summary>
public static class NadeauBengio
{
    /// <summary>Mean ± t · √((1/J + n_test/n_train) s²) with J - 1 degrees of freedom.</summary>
    /// <param name="folds">The metric in each of the J folds of all repeats; NaN are left out.</param>
    /// <param name="testToTrain">n_test / n_train, e.g. 1/4 for five folds.</param>
    public static MetricEstimate Interval(IReadOnlyList<double> folds, double testToTrain)
    {
        double[] values = [.. folds.Where(v => !double.IsNaN(v))];
        if (values.Length < 2) return values.Length == 1 ? MetricEstimate.Point(values[0]) : MetricEstimate.Undefined;
        double mean = values.Average(), variance = values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1);
        double half = StudentT.InvCDF(0, 1, values.Length - 1, 0.975) * Math.Sqrt((1.0 / values.Length + testToTrain) * variance);
        return new MetricEstimate(mean, mean - half, mean + half, "nadeau-bengio");
    }

    /// <summary>
    /// Corrected resampled t-test of two models over the folds of the same repeated cross-validation: the mean difference over
    /// √((1/J + n_test/n_train) s²), with J - 1 degrees of freedom.
    /// </summary>
    /// <param name="differences">First minus second in each fold; NaN are left out.</param>
    /// <param name="testToTrain">n_test / n_train.</param>
    public static PairedDifference Test(IReadOnlyList<double> differences, double testToTrain)
    {
        MetricEstimate interval = Interval(differences, testToTrain);
        double[] values = [.. differences.Where(v => !double.IsNaN(v))];
        if (values.Length < 2) return new PairedDifference(interval.Value, double.NaN, double.NaN, double.NaN);
        double mean = interval.Value, variance = values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1), error = Math.Sqrt((1.0 / values.Length + testToTrain) * variance);
        double p = error > 0 ? 2 * StudentT.CDF(0, 1, values.Length - 1, -Math.Abs(mean / error)) : mean == 0 ? 1 : 0;
        return new PairedDifference(mean, interval.Lower, interval.Upper, p);
    }
}
