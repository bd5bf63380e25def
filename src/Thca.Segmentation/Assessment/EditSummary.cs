using Thca.Statistics.Summaries;

namespace Thca.Segmentation.Assessment;

/// <summary>Distribution of one metric over the patients of a group.</summary>
/// <param name="Column">Name as in <c>cases.csv</c>.</param>
/// <param name="Summary">Count, missing, mean, standard deviation (n - 1), quartiles, extremes.</param>
/// <param name="MeanInterval">95 % percentile bootstrap interval of the mean; NaN without replicates.</param>
/// <param name="MedianInterval">95 % percentile bootstrap interval of the median.</param>
public sealed record EditSummary(string Column, SampleSummary Summary, (double Lower, double Upper) MeanInterval, (double Lower, double Upper) MedianInterval);
