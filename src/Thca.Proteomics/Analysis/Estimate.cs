namespace Thca.Proteomics.Analysis;

/// <summary>A value with its interval; NaN where not computed.</summary>
/// <param name="Value">The estimate.</param>
/// <param name="Lower">Lower limit.</param>
/// <param name="Upper">Upper limit.</param>
public readonly record struct Estimate(double Value, double Lower, double Upper)
{
    /// <summary>Nothing was computed.</summary>
    public static Estimate None { get; } = new(double.NaN, double.NaN, double.NaN);
}
