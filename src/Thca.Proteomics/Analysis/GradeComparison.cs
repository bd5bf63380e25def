using Thca.Statistics.Contingency;
using Thca.Statistics.Effects;
using Thca.Statistics.Hypotheses;
using Thca.Statistics.Regression;

namespace Thca.Proteomics.Analysis;

/// <summary>All tests and effect sizes of a graded protein between the groups; first group = High.</summary>
public sealed record GradeComparison
{
    /// <summary>Permutation tests: Mann-Whitney, trend, chi-square, Fisher-Freeman-Halton.</summary>
    public required TwoRowPermutationResult Exact { get; init; }

    /// <summary>Cochran-Armitage with the binomial variance; the statistic is Z.</summary>
    public required HypothesisTestResult Trend { get; init; }

    /// <summary>Linear by linear: the same with the hypergeometric variance; the statistic is M².</summary>
    public required HypothesisTestResult LinearByLinear { get; init; }

    /// <summary>Proportional-odds model.</summary>
    public required ProportionalOddsResult ProportionalOdds { get; init; }

    /// <summary>Pearson's chi-square without continuity correction.</summary>
    public required HypothesisTestResult ChiSquare { get; init; }

    /// <summary>Expected counts per group (Low, High) and grade.</summary>
    public required double[,] Expected { get; init; }

    /// <summary>Smallest expected count of a grade that occurs.</summary>
    public required double SmallestExpected { get; init; }

    /// <summary>Expected counts below 5 among the grades that occur.</summary>
    public required int ExpectedBelowFive { get; init; }

    /// <summary>Whether the chi-square approximation cannot be trusted: an expected count below 1, or more than a fifth below 5.</summary>
    public required bool ChiSquareUnreliable { get; init; }

    /// <summary>Cramér's V, plain.</summary>
    public required double CramersV { get; init; }

    /// <summary>Cramér's V, bias-corrected, with bootstrap interval.</summary>
    public required Estimate CramersVCorrected { get; init; }

    /// <summary>Pairs of patients from both groups.</summary>
    public required OrdinalAssociation Association { get; init; }

    /// <summary>Goodman and Kruskal's gamma with bootstrap interval.</summary>
    public required Estimate Gamma { get; init; }

    /// <summary>Somers' d (Cliff's delta) with bootstrap interval.</summary>
    public required Estimate SomersD { get; init; }

    /// <summary>Kendall's tau-b of grade and group with bootstrap interval.</summary>
    public required Estimate TauB { get; init; }

    /// <summary>Difference in the share with high expression, High minus Low, with Newcombe's interval.</summary>
    public required Estimate HighShareDifference { get; init; }

    /// <summary>Fisher's test of the table collapsed to low and high expression.</summary>
    public required double PCollapsed { get; init; }
}
