namespace Thca.Modeling.Metrics;

/// <summary>Difference of a metric between two models on the same patients.</summary>
/// <param name="Difference">First minus second; NaN when undefined.</param>
/// <param name="Lower">Lower 95 % limit; NaN without one.</param>
/// <param name="Upper">Upper 95 % limit; NaN without one.</param>
/// <param name="P">Two-sided p-value; NaN when it cannot be computed.</param>
public readonly record struct PairedDifference(double Difference, double Lower, double Upper, double P);
