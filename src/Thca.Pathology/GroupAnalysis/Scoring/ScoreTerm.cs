namespace Thca.Pathology.GroupAnalysis.Scoring;

/// <summary>One feature of a composite score: weight · (value - mean)/sd.</summary>
/// <param name="Feature">Name of the feature.</param>
/// <param name="Mean">Mean over the training patients.</param>
/// <param name="StandardDeviation">Standard deviation over them, divisor n - 1.</param>
/// <param name="Median">Median over them; stands in for a missing value.</param>
/// <param name="Weight">Signed weight; the absolute weights of a score add up to 1.</param>
public sealed record ScoreTerm(string Feature, double Mean, double StandardDeviation, double Median, double Weight);
