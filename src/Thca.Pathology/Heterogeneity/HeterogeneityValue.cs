namespace Thca.Pathology.Heterogeneity;

/// <summary>One number that describes the nuclei of a slide or patient: a row of <c>heterogeneity.csv</c>.</summary>
/// <param name="Group">Which nuclei: tumour, inflammatory, connective, dead, epithelial, a pair of them, or all.</param>
/// <param name="Feature">Which property: a nuclear feature, <c>ith</c> (several at once), <c>composition</c> or <c>spatial</c>.</param>
/// <param name="Statistic">How it is summarised, such as cv.</param>
/// <param name="Value">The number; NaN with a reason.</param>
/// <param name="Lower">Lower end of the 95 % interval, of the envelope under complete randomness for spatial statistics; NaN when there is none.</param>
/// <param name="Upper">Upper end.</param>
/// <param name="Count">Nuclei it comes from.</param>
/// <param name="Reason">Why the value is NaN; empty when it is not.</param>
public sealed record HeterogeneityValue(string Group, string Feature, string Statistic, double Value, double Lower, double Upper, int Count, string Reason = "")
{
    /// <summary>Column of the wide table: <c>{group}_{feature}_{statistic}</c>.</summary>
    public string Column => $"{Group}_{Feature}_{Statistic}";

    /// <summary>Whether the interval tells how precise the value is, so that slides can be weighted by it.</summary>
    public bool HasPrecision => Feature != SpatialStatistics.Feature && double.IsFinite(Lower) && double.IsFinite(Upper) && Upper > Lower;
}
