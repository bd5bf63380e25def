using Thca.Statistics.Summaries;

namespace Thca.Heterogeneity.Ited;

/// <summary>iTED of every feature of one tumour.</summary>
/// <param name="Features">One entry per feature, in table order.</param>
public sealed record ItedResult(IReadOnlyList<ItedFeature> Features)
{
    /// <summary>Features with a value.</summary>
    public int CalculatedCount => Features.Count(f => f.Reason is null);

    /// <summary>Median of the components chosen; NaN when no feature has a value.</summary>
    public double MedianComponents => Quantiles.Of(Features.Where(f => f.Reason is null).Select(f => (double)f.Components).ToArray(), 0.5);
}
