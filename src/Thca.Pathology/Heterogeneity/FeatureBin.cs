namespace Thca.Pathology.Heterogeneity;

/// <summary>What a cohort says about one feature of one type: the range of its histogram and its robust scale.</summary>
/// <param name="Group">Type group, such as tumour.</param>
/// <param name="Feature">The nuclear feature.</param>
/// <param name="Low">1st percentile over the pooled nuclei of development slides.</param>
/// <param name="High">99th percentile.</param>
/// <param name="Median">Median.</param>
/// <param name="Mad">1.4826 times the median absolute deviation from the median; 0 when more than half of the values are equal.</param>
/// <param name="Count">Nuclei pooled.</param>
public sealed record FeatureBin(string Group, string Feature, double Low, double High, double Median, double Mad, long Count);
