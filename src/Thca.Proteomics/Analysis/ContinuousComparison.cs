using Thca.Statistics.Effects;
using Thca.Statistics.Hypotheses;

namespace Thca.Proteomics.Analysis;

/// <summary>Effect sizes of a continuous protein between the groups, High against Low.</summary>
/// <param name="Shift">Hodges-Lehmann shift with interval.</param>
/// <param name="MeanDifference">Standardised mean differences.</param>
/// <param name="Welch">Welch's t-test.</param>
/// <param name="Log2FoldChange">log₂ of the ratio of medians; NaN unless all values are positive.</param>
/// <param name="IsLog2">Whether shift, mean differences and t-test are of log₂(x + offset).</param>
public sealed record ContinuousComparison(HodgesLehmann Shift, CohensD MeanDifference, HypothesisTestResult Welch, double Log2FoldChange, bool IsLog2);
