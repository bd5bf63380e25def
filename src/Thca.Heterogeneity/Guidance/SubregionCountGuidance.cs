namespace Thca.Heterogeneity.Guidance;

/// <summary>
/// What a number of sub-regions is good for. The classes are rules of thumb about how many values a mixture or a clustering rests on; they are
/// not a power analysis, since sub-regions of one tumour are no independent sample.
/// </summary>
/// <param name="Count">Valid sub-regions.</param>
/// <param name="CountClass">"very low" (below 5), "low" (below 10), "moderate" (below 20), "good" (below 30) or "excellent".</param>
/// <param name="Advice">What to make of results.</param>
/// <param name="ReferencePower">The constant that the original prints as statistical power: 0.2, 0.4, 0.6, 0.8 or 0.9.</param>
public sealed record SubregionCountGuidance(int Count, string CountClass, string Advice, double ReferencePower)
{
    /// <summary>Guidance for a number of valid sub-regions.</summary>
    public static SubregionCountGuidance For(int count) => count switch
    {
        < 5 => new(count, "very low", "Unreliable: no scores are computed from so few sub-regions.", 0.2),
        < 10 => new(count, "low", "Indicative only; no intervals are computed.", 0.4),
        < 20 => new(count, "moderate", "Interpret with care.", 0.6),
        < 30 => new(count, "good", "Fairly reliable.", 0.8),
        _ => new(count, "excellent", "Reliable.", 0.9),
    };
}
