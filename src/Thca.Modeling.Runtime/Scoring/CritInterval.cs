namespace Thca.Modeling.Runtime.Scoring;

/// <summary>A range of probabilities.</summary>
/// <param name="Lower">Lower probability, 0 to 1.</param>
/// <param name="Upper">Upper probability, not below <paramref name="Lower"/>.</param>
public sealed record CritInterval(double Lower, double Upper);
