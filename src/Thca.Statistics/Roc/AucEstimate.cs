namespace Thca.Statistics.Roc;

/// <summary>An area under the ROC curve with its 95 % interval.</summary>
/// <param name="Value">The area.</param>
/// <param name="Variance">DeLong variance of the area.</param>
/// <param name="Lower">Lower limit; NaN when the area is 0 or 1, where the variance says nothing.</param>
/// <param name="Upper">Upper limit; NaN as above.</param>
public readonly record struct AucEstimate(double Value, double Variance, double Lower, double Upper)
{
    /// <summary>Square root of the variance.</summary>
    public double StandardError => Math.Sqrt(Variance);
}
