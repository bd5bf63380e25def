using Thca.Clinical.Baseline;

namespace Thca.Clinical.Regression;

/// <summary>One line of a forest plot; drawing is left to the reporting library.</summary>
/// <param name="Label">Variable and level.</param>
/// <param name="Counts">Events/n as text.</param>
/// <param name="OddsRatio">Centre; 1 for a reference level.</param>
/// <param name="Lower">Lower limit; NaN for a reference level.</param>
/// <param name="Upper">Upper limit; NaN for a reference level.</param>
/// <param name="Interval">Odds ratio with interval as text.</param>
/// <param name="P">P-value as text.</param>
/// <param name="IsReference">Drawn hollow at 1.</param>
/// <param name="IsSignificant">Whether p is below 0.05.</param>
/// <param name="Weight">1/se², for the size of the square; 0 for a reference level.</param>
public sealed record ForestRow(
    string Label, string Counts, double OddsRatio, double Lower, double Upper, string Interval, string P, bool IsReference, bool IsSignificant, double Weight)
{
    /// <summary>Lines in table order; terms that could not be estimated are left out.</summary>
    public static IReadOnlyList<ForestRow> From(IEnumerable<RegressionRow> rows) =>
    [
        .. rows.Where(r => r.IsReference || double.IsFinite(r.Beta)).Select(r => new ForestRow(
            r.Level.Length > 0 ? $"{r.Label}: {r.Level}" : $"{r.Label}, {r.Scale}",
            FormattableString.Invariant($"{r.Events}/{r.Count}"), r.OddsRatio, r.Lower, r.Upper, RegressionTables.Odds(r), r.IsReference ? "" : ClinicalFormat.P(r.PValue), r.IsReference, r.PValue < 0.05,
            r.IsReference ? 0 : 1 / (r.StandardError * r.StandardError))),
    ];
}
