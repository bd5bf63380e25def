namespace Thca.Statistics.Summaries;

/// <summary>Summary statistics of one sample.</summary>
public sealed record SampleSummary
{
    /// <summary>Number of observed values.</summary>
    public required int Count { get; init; }

    /// <summary>Number of missing values (NaN).</summary>
    public required int Missing { get; init; }

    /// <summary>Arithmetic mean; NaN for an empty sample, like every other statistic here.</summary>
    public required double Mean { get; init; }

    /// <summary>Standard deviation, divisor n - 1.</summary>
    public required double StandardDeviation { get; init; }

    /// <summary>Smallest value.</summary>
    public required double Minimum { get; init; }

    /// <summary>First quartile, type 7.</summary>
    public required double Q1 { get; init; }

    /// <summary>Median.</summary>
    public required double Median { get; init; }

    /// <summary>Third quartile, type 7.</summary>
    public required double Q3 { get; init; }

    /// <summary>Largest value.</summary>
    public required double Maximum { get; init; }

    /// <summary>Q3 - Q1.</summary>
    public double InterquartileRange => Q3 - Q1;

    /// <summary>Summarises a sample.</summary>
    /// <param name="values">NaN entries count as missing.</param>
    public static SampleSummary Of(ReadOnlySpan<double> values)
    {
        double[] sorted = Quantiles.Sorted(values);
        return new SampleSummary
        {
            Count = sorted.Length,
            Missing = values.Length - sorted.Length,
            Mean = Moments.Mean(sorted),
            StandardDeviation = Moments.StandardDeviation(sorted),
            Minimum = Quantiles.OfSorted(sorted, 0),
            Q1 = Quantiles.OfSorted(sorted, 0.25),
            Median = Quantiles.OfSorted(sorted, 0.5),
            Q3 = Quantiles.OfSorted(sorted, 0.75),
            Maximum = Quantiles.OfSorted(sorted, 1),
        };
    }
}
