namespace Thca.Pathology.HoverNet.Evaluation;

/// <summary>One metric over a data set.</summary>
/// <param name="Name">Name, such as "pq".</param>
/// <param name="Value">The value; NaN where it is defined for no sample.</param>
/// <param name="Lower">Lower bound of the 95 % interval; NaN with fewer than two groups.</param>
/// <param name="Upper">Upper bound.</param>
/// <param name="Defined">Samples that count.</param>
/// <param name="Undefined">Samples that were left out because the metric does not exist for them (nothing true and nothing found).</param>
public sealed record MetricValue(string Name, double Value, double Lower, double Upper, int Defined, int Undefined);
