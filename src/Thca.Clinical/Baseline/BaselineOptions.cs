using Thca.Core.Errors;
using Thca.Statistics.Contingency;
using Thca.Statistics.Hypotheses;

namespace Thca.Clinical.Baseline;

/// <summary>Settings of a baseline table.</summary>
public sealed record BaselineOptions
{
    /// <summary>The original's tests: Yates, never exact tables, Mann-Whitney as SciPy decides.</summary>
    public static BaselineOptions Reference { get; } = new() { Yates = true, FisherBelow = 0, RankTest = MannWhitneyMethod.SciPyAuto };

    /// <summary>How the rank test of two groups computes p.</summary>
    /// <value>Automatic.</value>
    public MannWhitneyMethod RankTest { get; init; } = MannWhitneyMethod.Auto;

    /// <summary>Whether chi-squared tests of 2 x 2 tables are corrected for continuity.</summary>
    /// <value>false.</value>
    public bool Yates { get; init; }

    /// <summary>Smallest expected count at which a chi-squared test is used; below, an exact test.</summary>
    /// <value>5.</value>
    public double FisherBelow { get; init; } = 5;

    /// <summary>Whether 2 x 2 exact tests report the mid-p value.</summary>
    /// <value>false.</value>
    public bool MidP { get; init; }

    /// <summary>Whether binary variables print their non-reference level only.</summary>
    /// <value>false.</value>
    public bool CollapseBinary { get; init; }

    /// <summary>Limits and seed of the exact test of larger tables.</summary>
    /// <value>5 million tables, then 99 999 permutations, seed 42.</value>
    public FreemanHaltonOptions Exact { get; init; } = new();

    /// <summary>Reports every setting outside its range at once.</summary>
    /// <exception cref="OptionsException">A setting is outside its range.</exception>
    public void Validate()
    {
        if (FisherBelow < 0) throw new OptionsException([FormattableString.Invariant($"FisherBelow is {FisherBelow}, expected 0 or more.")]);
        Exact.Validate();
    }
}
