using Thca.Statistics.Distributions;
using Thca.Statistics.Summaries;

namespace Thca.Segmentation.Assessment;

/// <summary>One row of the original's table 1: files are counted, not patients; standard deviation with divisor n; t interval that may pass 1.</summary>
public sealed record ReferenceEditGroup
{
    /// <summary>Name of the data set.</summary>
    public required string Name { get; init; }

    /// <summary>Files.</summary>
    public required int Count { get; init; }

    /// <summary>Mean Dice.</summary>
    public required double DiceMean { get; init; }

    /// <summary>Standard deviation of Dice, divisor n.</summary>
    public required double DiceStandardDeviation { get; init; }

    /// <summary>mean ± t(n - 1) · SEM, SEM with divisor n - 1; not limited to 1.</summary>
    public required (double Lower, double Upper) DiceInterval { get; init; }

    /// <summary>25th percentile, median and 75th percentile of Dice.</summary>
    public required (double Q1, double Median, double Q3) DiceQuartiles { get; init; }

    /// <summary>Percent of files that were not modified.</summary>
    public required double UnmodifiedPercent { get; init; }

    /// <summary>Percent of files with Dice at least 0.9.</summary>
    public required double AcceptablePercent { get; init; }

    /// <summary>25th percentile, median and 75th percentile of the change of volume, mm³.</summary>
    public required (double Q1, double Median, double Q3) ChangeQuartiles { get; init; }

    /// <summary>Files by the figure's categories, none, minor, moderate, major: there 0.9 is moderate and 0.7 is moderate.</summary>
    public required (int None, int Minor, int Moderate, int Major) FigureCategories { get; init; }

    /// <summary>Mean change of volume and mean ± 1.96 SD (divisor n - 1), mm³.</summary>
    public required (double Mean, double Lower, double Upper) Limits { get; init; }

    /// <summary>Share of the changes strictly inside the limits.</summary>
    public required double ShareInside { get; init; }

    /// <summary>Percent of files that were modified.</summary>
    public double ModifiedPercent => 100 - UnmodifiedPercent;

    /// <summary>Describes some pairs.</summary>
    /// <param name="name">Name of the data set.</param>
    /// <param name="pairs">Its pairs; without any everything is NaN.</param>
    public static ReferenceEditGroup Of(string name, IReadOnlyList<ReferenceMaskPair> pairs)
    {
        double[] dice = [.. pairs.Select(p => p.Dice)], changes = [.. pairs.Select(p => p.Change)];
        double n = pairs.Count, mean = Moments.Mean(dice);
        double half = n > 1 ? StudentTDistribution.Quantile(0.975, n - 1) * Moments.StandardDeviation(dice) / Math.Sqrt(n) : double.NaN;
        double change = Moments.Mean(changes), spread = 1.96 * Moments.StandardDeviation(changes), low = change - spread, high = change + spread;
        return new ReferenceEditGroup
        {
            Name = name,
            Count = pairs.Count,
            DiceMean = mean,
            DiceStandardDeviation = Moments.StandardDeviation(dice, 0),
            DiceInterval = (mean - half, mean + half),
            DiceQuartiles = Quartiles(dice),
            UnmodifiedPercent = 100 * pairs.Count(p => !p.Modified) / n,
            AcceptablePercent = 100 * pairs.Count(p => p.Acceptable) / n,
            ChangeQuartiles = Quartiles(changes),
            FigureCategories = (
                pairs.Count(p => !p.Modified),
                pairs.Count(p => p.Modified && p.Dice > 0.9 && p.Dice < 1),
                pairs.Count(p => p.Modified && p.Dice is >= 0.7 and <= 0.9),
                pairs.Count(p => p.Modified && p.Dice < 0.7)),
            Limits = (change, low, high),
            ShareInside = changes.Count(c => c > low && c < high) / n,
        };
    }

    private static (double Q1, double Median, double Q3) Quartiles(double[] values)
    {
        double[] q = Quantiles.Of(values, [0.25, 0.5, 0.75]);
        return (q[0], q[1], q[2]);
    }
}
