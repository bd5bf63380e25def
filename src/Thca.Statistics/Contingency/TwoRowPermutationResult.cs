namespace Thca.Statistics.Contingency;

/// <summary>Permutation p-values, two-sided, of a table with two rows and ordered columns.</summary>
public sealed record TwoRowPermutationResult
{
    /// <summary>Mann-Whitney: the midrank sum of the first row is at least as far from its expectation.</summary>
    public required double PMidrank { get; init; }

    /// <summary>Linear by linear: the same with the column scores in place of midranks.</summary>
    public required double PTrend { get; init; }

    /// <summary>Pearson's statistic is at least as large.</summary>
    public required double PChiSquared { get; init; }

    /// <summary>Fisher-Freeman-Halton: the table is at most as likely.</summary>
    public required double PFreemanHalton { get; init; }

    /// <summary><see cref="PFreemanHalton"/> minus half the probability of the tables exactly as likely as the observed one; NaN for random tables.</summary>
    public required double PFreemanHaltonMid { get; init; }

    /// <summary>Tables with these margins.</summary>
    public required double Tables { get; init; }

    /// <summary>Whether every table was visited; otherwise random ones were drawn.</summary>
    public required bool Exact { get; init; }

    /// <summary>Random tables drawn; 0 when exact.</summary>
    public required int Replicates { get; init; }

    /// <summary>Standard error of a p-value from random tables; 0 when exact.</summary>
    public double StandardError(double p) => Exact ? 0 : Math.Sqrt(p * (1 - p) / Replicates);
}
