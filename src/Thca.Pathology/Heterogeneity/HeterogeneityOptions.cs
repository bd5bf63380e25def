using Thca.Core.Errors;
using Thca.Core.Histology;
using Thca.Core.Randomness;
using Thca.Pathology.Nuclei;

namespace Thca.Pathology.Heterogeneity;

/// <summary>How heterogeneity is measured.</summary>
public sealed record HeterogeneityOptions
{
    /// <summary>Types that are analysed, each on its own; never pooled.</summary>
    /// <value>All five; the tumour is the primary one.</value>
    public IReadOnlyList<NucleusType> Types { get; init; } = NucleusTypes.Proper;

    /// <summary>Fewest valid nuclei of a type for statistics of a feature.</summary>
    /// <value>50.</value>
    public int FewestNuclei { get; init; } = 50;

    /// <summary>Side of the squares that serve as blocks, µm.</summary>
    /// <value>250.</value>
    public double SquareSide { get; init; } = 250;

    /// <summary>Fewest nuclei of a square that is compared with others.</summary>
    /// <value>10.</value>
    public int FewestPerSquare { get; init; } = 10;

    /// <summary>Bootstrap resamples of squares; 0 for no intervals.</summary>
    /// <value>500.</value>
    public int BootstrapReplicates { get; init; } = 500;

    /// <summary>Fewest squares for a bootstrap.</summary>
    /// <value>5.</value>
    public int FewestSquares { get; init; } = 5;

    /// <summary>Shuffles for the p value of Moran's I; 0 for the normal approximation.</summary>
    /// <value>199.</value>
    public int MoranPermutations { get; init; } = 199;

    /// <summary>Neighbours in Moran's graph.</summary>
    /// <value>5.</value>
    public int MoranNeighbours { get; init; } = 5;

    /// <summary>Simulations of complete randomness for the envelopes of Ripley's L; 0 for none.</summary>
    /// <value>99.</value>
    public int Envelopes { get; init; } = 99;

    /// <summary>Pairs drawn for the mean distance between nuclei in the space of features.</summary>
    /// <value>2000.</value>
    public int DistancePairs { get; init; } = 2000;

    /// <summary>
    /// Most nuclei of a type that enter what costs more than one pass: a seeded sample of so many stands for all in bootstrap intervals and in
    /// Ripley's L; Moran's p value comes from the normal approximation beyond it. Values themselves use all nuclei.
    /// </summary>
    /// <value>20000.</value>
    public int LargeSample { get; init; } = 20_000;

    /// <summary>Seed of everything random.</summary>
    /// <value>42.</value>
    public RandomSeed Seed { get; init; } = RandomSeed.Default;

    /// <summary>Checks every setting.</summary>
    /// <exception cref="OptionsException">At least one is outside its range; all are named.</exception>
    public void Validate()
    {
        List<string> problems = [];
        if (Types.Count == 0 || Types.Contains(NucleusType.Background)) problems.Add("Types must name at least one type and not the background.");
        if (FewestNuclei < 4) problems.Add(FormattableString.Invariant($"FewestNuclei is {FewestNuclei}; at least 4 are needed."));
        if (SquareSide is not (>= 10 and <= 10_000)) problems.Add(FormattableString.Invariant($"SquareSide is {SquareSide} um; allowed are 10 to 10000."));
        if (FewestPerSquare < 2) problems.Add(FormattableString.Invariant($"FewestPerSquare is {FewestPerSquare}; at least 2 are needed."));
        if (FewestSquares < 2) problems.Add(FormattableString.Invariant($"FewestSquares is {FewestSquares}; at least 2 are needed."));
        if (BootstrapReplicates < 0 || MoranPermutations < 0 || Envelopes < 0) problems.Add("BootstrapReplicates, MoranPermutations and Envelopes must not be negative.");
        if (MoranNeighbours is < 1 or > 20) problems.Add(FormattableString.Invariant($"MoranNeighbours is {MoranNeighbours}; allowed are 1 to 20."));
        if (DistancePairs < 1) problems.Add(FormattableString.Invariant($"DistancePairs is {DistancePairs}; at least 1 is needed."));
        if (LargeSample < 1000) problems.Add(FormattableString.Invariant($"LargeSample is {LargeSample}; at least 1000 are needed."));
        OptionsException.ThrowIfAny(problems);
    }
}
