using Thca.Core.Errors;

namespace Thca.Proteomics.Analysis;

/// <summary>How a protein panel is analysed.</summary>
public sealed record ProteinAnalysisOptions
{
    /// <summary>Level of significance, after adjustment.</summary>
    /// <value>0.05.</value>
    public double Alpha { get; init; } = 0.05;

    /// <summary>Coverage of intervals.</summary>
    /// <value>0.95.</value>
    public double Level { get; init; } = 0.95;

    /// <summary>Tables up to which exact tests visit every one.</summary>
    /// <value>5,000,000.</value>
    public long ExactLimit { get; init; } = 5_000_000;

    /// <summary>Permutations where the exact distribution is out of reach, and for correlations.</summary>
    /// <value>99,999.</value>
    public int Permutations { get; init; } = 99_999;

    /// <summary>Permutations of max-T; 0 = none.</summary>
    /// <value>9,999.</value>
    public int MaxTPermutations { get; init; } = 9_999;

    /// <summary>Stratified bootstrap tables for the intervals of V, gamma, Somers' d and tau-b; 0 = none.</summary>
    /// <value>2,000.</value>
    public int BootstrapReplicates { get; init; } = 2_000;

    /// <summary>Scores of the grades in trend tests.</summary>
    /// <value>0, 1, 2, 3.</value>
    public IReadOnlyList<double> TrendScores { get; init; } = [0, 1, 2, 3];

    /// <summary>Lowest grade that counts as high expression.</summary>
    /// <value>2.</value>
    public int CollapseCut { get; init; } = 2;

    /// <summary>Proteins up to which everything is computed. A larger panel gets p, theta with interval and BH alone.</summary>
    /// <value>200.</value>
    public int FullLimit { get; init; } = 200;

    /// <summary>Whether pairs of proteins and max-T are computed beyond <see cref="FullLimit"/> too.</summary>
    /// <value>false.</value>
    public bool PairsAlways { get; init; }

    /// <summary>Proteins declared beforehand as a family of their own, Holm-adjusted.</summary>
    /// <value>None.</value>
    public IReadOnlyList<string> PrimaryProteins { get; init; } = [];

    /// <summary>Offset c when shifts and mean differences of continuous intensities are to be those of log₂(x + c); H-score and IRS stay as they are.</summary>
    /// <value>null: no transformation.</value>
    public double? Log2Offset { get; init; }

    /// <summary>Fewest complete pairs for a correlation.</summary>
    /// <value>6.</value>
    public int MinimumPairs { get; init; } = 6;

    /// <summary>Pairs below which the p-value of a correlation comes from permutations.</summary>
    /// <value>20.</value>
    public int PermutationPairs { get; init; } = 20;

    /// <summary>Checks every setting.</summary>
    /// <exception cref="OptionsException">At least one is outside its range; all are named.</exception>
    public void Validate()
    {
        var problems = new List<string>();
        void Check(string name, double value, double low, double high)
        {
            if (!(value >= low && value <= high)) problems.Add(FormattableString.Invariant($"{name} is {value}; expected {low} to {high}."));
        }

        Check(nameof(Alpha), Alpha, 1e-6, 0.5);
        Check(nameof(Level), Level, 0.5, 0.9999);
        Check(nameof(ExactLimit), ExactLimit, 1, 1e9);
        Check(nameof(Permutations), Permutations, 99, 1e8);
        Check(nameof(MaxTPermutations), MaxTPermutations, 0, 1e8);
        Check(nameof(BootstrapReplicates), BootstrapReplicates, 0, 1e7);
        Check(nameof(CollapseCut), CollapseCut, 1, Panel.GradeScale.Levels - 1);
        Check(nameof(MinimumPairs), MinimumPairs, 4, int.MaxValue);
        Check(nameof(PermutationPairs), PermutationPairs, 0, int.MaxValue);
        if (Log2Offset is { } offset) Check(nameof(Log2Offset), offset, 0, 1e12);
        if (TrendScores.Count != Panel.GradeScale.Levels || TrendScores.Zip(TrendScores.Skip(1)).Any(s => !(s.Second > s.First)))
            problems.Add($"{nameof(TrendScores)} are {string.Join(", ", TrendScores)}; expected {Panel.GradeScale.Levels} ascending numbers.");
        OptionsException.ThrowIfAny(problems);
    }
}
