using Thca.Core.Outcomes;
using Thca.Statistics.Distributions;

namespace Thca.Statistics.Agreement;

/// <summary>
/// Intraclass correlation of repeated measurements with its interval (McGraw and Wong, 1996). Mean squares of the two-way table: subjects R, raters C,
/// error E; of the one-way table: within W. The interval of absolute agreement uses Satterthwaite's degrees of freedom.
/// </summary>
public sealed record IntraclassCorrelation
{
    /// <summary>Which correlation.</summary>
    public required IntraclassForm Form { get; init; }

    /// <summary>Number of subjects.</summary>
    public required int Subjects { get; init; }

    /// <summary>Number of measurements of each.</summary>
    public required int Raters { get; init; }

    /// <summary>The correlation, at most 1; NaN with a <see cref="Reason"/> when undefined.</summary>
    public double Value { get; init; } = double.NaN;

    /// <summary>Lower limit; NaN when undefined, 1 when the measurements are equal.</summary>
    public double Lower { get; init; } = double.NaN;

    /// <summary>Upper limit.</summary>
    public double Upper { get; init; } = double.NaN;

    /// <summary>Why there is no value; null when there is.</summary>
    public Problem? Reason { get; init; }

    /// <summary>Correlates repeated measurements.</summary>
    /// <param name="ratings">One entry per subject, each with the same number of measurements, no NaN.</param>
    /// <param name="form">Which correlation.</param>
    /// <param name="level">Coverage of the interval.</param>
    /// <returns>NaN with a reason for fewer than two subjects or measurements, or no variance at all.</returns>
    /// <exception cref="ArgumentException">A subject has another number of measurements.</exception>
    public static IntraclassCorrelation Of(IReadOnlyList<double[]> ratings, IntraclassForm form = IntraclassForm.AgreementSingle, double level = 0.95)
    {
        int n = ratings.Count, k = n == 0 ? 0 : ratings[0].Length;
        if (ratings.Any(r => r.Length != k)) throw new ArgumentException("Every subject needs the same number of measurements.", nameof(ratings));
        var empty = new IntraclassCorrelation { Form = form, Subjects = n, Raters = k };
        if (n < 2 || k < 2) return empty with { Reason = new Problem(ProblemCodes.Undefined, FormattableString.Invariant($"Two subjects with two measurements are needed; there are {n} with {k}.")) };
        MeanSquares m = MeanSquares.Of(ratings);
        bool average = form is IntraclassForm.OneWayAverage or IntraclassForm.AgreementAverage or IntraclassForm.ConsistencyAverage;
        (double value, double lower, double upper) = form switch
        {
            IntraclassForm.OneWaySingle or IntraclassForm.OneWayAverage => FromRatio(m.Rows, m.Within, n - 1, n * (k - 1.0), k, level),
            IntraclassForm.ConsistencySingle or IntraclassForm.ConsistencyAverage => FromRatio(m.Rows, m.Error, n - 1, (n - 1.0) * (k - 1), k, level),
            _ => Agreement(m, n, k, level),
        };
        if (double.IsNaN(value)) return empty with { Reason = new Problem(ProblemCodes.RegionConstant, "The measurements do not vary.") };
        double Mean(double single) => average ? k * single / (1 + (k - 1) * single) : single;
        return empty with { Value = Mean(value), Lower = Mean(lower), Upper = Mean(upper) };
    }

    /// <summary>The single-measurement correlation (R - S)/(R + (k-1) S) of an F ratio R/S.</summary>
    private static (double Value, double Lower, double Upper) FromRatio(double rows, double rest, double df1, double df2, int k, double level)
    {
        double denominator = rows + (k - 1) * rest;
        if (!(denominator > 0)) return (double.NaN, double.NaN, double.NaN);
        double tail = (1 - level) / 2;
        double Limit(double f) => double.IsPositiveInfinity(f) ? 1 : (f - 1) / (f + k - 1);
        double ratio = rows / rest;
        return ((rows - rest) / denominator, Limit(ratio / FDistribution.UpperQuantile(tail, df1, df2)), Limit(ratio * FDistribution.UpperQuantile(tail, df2, df1)));
    }

    private static (double Value, double Lower, double Upper) Agreement(MeanSquares m, int n, int k, double level)
    {
        double denominator = m.Rows + (k - 1) * m.Error + k * (m.Columns - m.Error) / n;
        if (denominator == 0) return (double.NaN, double.NaN, double.NaN);
        double value = (m.Rows - m.Error) / denominator;
        if (value >= 1) return (value, 1, 1);
        double a = k * value / (n * (1 - value)), b = 1 + k * value * (n - 1) / (n * (1 - value));
        double columns = a * m.Columns, error = b * m.Error;
        double df = (columns + error) * (columns + error) / (columns * columns / (k - 1) + error * error / ((n - 1.0) * (k - 1)));
        double tail = (1 - level) / 2, low = FDistribution.UpperQuantile(tail, n - 1, df), high = FDistribution.UpperQuantile(tail, df, n - 1);
        double rest = k * m.Columns + ((double)k * n - k - n) * m.Error;
        return (value, n * (m.Rows - low * m.Error) / (low * rest + n * m.Rows), n * (high * m.Rows - m.Error) / (rest + n * high * m.Rows));
    }

    private readonly record struct MeanSquares(double Rows, double Columns, double Error, double Within)
    {
        public static MeanSquares Of(IReadOnlyList<double[]> ratings)
        {
            int n = ratings.Count, k = ratings[0].Length;
            double grand = ratings.Average(r => r.Average());
            double rows = k * ratings.Sum(r => Square(r.Average() - grand)) / (n - 1);
            double columns = n * Enumerable.Range(0, k).Sum(j => Square(ratings.Average(r => r[j]) - grand)) / (k - 1);
            double total = ratings.Sum(r => r.Sum(v => Square(v - grand)));
            double error = (total - rows * (n - 1) - columns * (k - 1)) / ((n - 1.0) * (k - 1));
            return new MeanSquares(rows, columns, error, (total - rows * (n - 1)) / (n * (k - 1.0)));
        }

        private static double Square(double value) => value * value;
    }
}
