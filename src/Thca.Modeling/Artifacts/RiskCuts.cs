using Thca.Modeling.Runtime.Decisions;
using Thca.Statistics.Summaries;

namespace Thca.Modeling.Artifacts;

/// <summary>Frozen cuts of the three risk-group schemes on the calibrated probability; those of the thirds lie on the margin where ties of the probability make them equal.</summary>
/// <param name="Clinical">High from this probability on.</param>
/// <param name="Tertile">Cuts at one and two thirds; one where margins tie too.</param>
/// <param name="Fixed">Fixed cuts.</param>
public sealed record RiskCuts(double Clinical, IReadOnlyList<double> Tertile, IReadOnlyList<double> Fixed)
{
    /// <summary>What the cuts at one and two thirds apply to.</summary>
    /// <value>The probability.</value>
    public CritScale TertileScale { get; init; } = CritScale.Probability;

    /// <summary>Cuts from out-of-fold predictions.</summary>
    /// <param name="probabilities">Calibrated probabilities.</param>
    /// <param name="margins">Margins of the same patients on the scale of the frozen model.</param>
    /// <param name="threshold">Operating threshold.</param>
    /// <param name="fixedCuts">Fixed cuts, ascending.</param>
    public static RiskCuts From(ReadOnlySpan<double> probabilities, ReadOnlySpan<double> margins, double threshold, IReadOnlyList<double> fixedCuts)
    {
        double[] thirds = Thirds(probabilities), byMargin = Thirds(margins);
        if (thirds[0] < thirds[1]) return new RiskCuts(threshold, thirds, fixedCuts);
        return byMargin[0] < byMargin[1] ? new RiskCuts(threshold, byMargin, fixedCuts) { TertileScale = CritScale.Margin } : new RiskCuts(threshold, [thirds[0]], fixedCuts);
    }

    /// <summary>Group of a patient under every scheme.</summary>
    /// <param name="probability">Calibrated probability.</param>
    /// <param name="margin">Margin on the scale of the frozen model.</param>
    public IReadOnlyDictionary<string, string> GroupsOf(double probability, double margin) =>
        Schemes().ToDictionary(s => s.Scheme, s => GroupOf(s, s.Variable == CritScale.Margin ? margin : probability), StringComparer.Ordinal);

    /// <summary>The schemes as the artifact stores them.</summary>
    internal IReadOnlyList<CritRiskGroups> Schemes() =>
    [
        new() { Scheme = RiskSchemes.Clinical, Cuts = [Clinical], Labels = [RiskSchemes.Low, RiskSchemes.High] },
        new() { Scheme = RiskSchemes.Tertile, Cuts = Tertile, Labels = Labels(Tertile.Count), RightClosed = true, Variable = TertileScale },
        new() { Scheme = RiskSchemes.Fixed, Cuts = Fixed, Labels = Labels(Fixed.Count), RightClosed = true },
    ];

    private static double[] Thirds(ReadOnlySpan<double> values) => Quantiles.Of(values, [1.0 / 3, 2.0 / 3]);

    private static string GroupOf(CritRiskGroups scheme, double value) => scheme.Labels[scheme.Cuts.Count(c => scheme.RightClosed ? value > c : value >= c)];

    private static string[] Labels(int cuts) => cuts switch
    {
        1 => [RiskSchemes.Low, RiskSchemes.High],
        2 => [RiskSchemes.Low, RiskSchemes.Intermediate, RiskSchemes.High],
        _ => [.. Enumerable.Range(1, cuts + 1).Select(i => FormattableString.Invariant($"Group {i}"))],
    };
}
