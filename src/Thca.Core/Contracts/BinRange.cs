namespace Thca.Core.Contracts;

/// <summary>Range of (normalised) intensities that a fixed number of bins divides: each region's own, or one shared range.</summary>
/// <param name="Shared">Lower and upper limit, the same for all regions; null for each region's own minimum and maximum.</param>
public sealed record BinRange((double Lower, double Upper)? Shared)
{
    /// <summary>Each region's own minimum and maximum.</summary>
    public static BinRange PerRegion { get; } = new((ValueTuple<double, double>?)null);

    /// <summary>One range for all regions, e.g. the tumour's, in image units before normalisation.</summary>
    public static BinRange Tumour(double lower, double upper) => new((lower, upper));
}
