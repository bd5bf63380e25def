namespace Thca.Segmentation.Assessment;

/// <summary>Share of the patients of a group for whom something holds.</summary>
/// <param name="Name">What holds: unmodified, minor, moderate, major, acceptable, excellent or volume_stable.</param>
/// <param name="Count">Patients for whom it holds.</param>
/// <param name="Total">Patients for whom it is known.</param>
/// <param name="Lower">Lower limit of Wilson's 95 % interval.</param>
/// <param name="Upper">Upper limit.</param>
public sealed record EditProportion(string Name, int Count, int Total, double Lower, double Upper)
{
    /// <summary>The share; NaN without patients.</summary>
    public double Share => (double)Count / Total;
}
