using Thca.Modeling.Runtime.Decisions;
using Thca.Statistics.Summaries;

namespace Thca.Modeling.Artifacts;

/// <summary>Frozen cuts of the three risk-group schemes on the calibrated probability.</summary>
/// <param name="Clinical">High from this probability on.</param>
/// <param name="Tertile">Cuts at one and two thirds of out-of-fold probabilities; one or none where ties make them equal.</param>
/// <param name="Fixed">Fixed cuts.</param>
public sealed record RiskCuts(double Clinical, IReadOnlyList<double> Tertile, IReadOnlyList<double> Fixed)
{
    /// <summary>Cuts from out-of-fold probabilities.</summary>
    /// <param name="probabilities">Out-of-fold calibrated probabilities.</param>
    /// <param name="threshold">Operating threshold.</param>
    /// <param name="fixedCuts">Fixed cuts, ascending.</param>
    public static RiskCuts From(ReadOnlySpan<double> probabilities, double threshold, IReadOnlyList<double> fixedCuts)
    {
        double[] thirds = Quantiles.Of(probabilities, [1.0 / 3, 2.0 / 3]);
        return new RiskCuts(threshold, thirds[0] < thirds[1] ? thirds : [thirds[0]], fixedCuts);
    }

    /// <summary>Group of a probability under every scheme.</summary>
    public IReadOnlyDictionary<string, string> GroupsOf(double probability) => Schemes().ToDictionary(s => s.Scheme, s => GroupOf(s, probability), StringComparer.Ordinal);

    /// <summary>The schemes as the artifact stores them.</summary>
    internal IReadOnlyList<CritRiskGroups> Schemes() =>
    [
        new() { Scheme = RiskSchemes.Clinical, Cuts = [Clinical], Labels = [RiskSchemes.Low, RiskSchemes.High] },
        new() { Scheme = RiskSchemes.Tertile, Cuts = Tertile, Labels = Labels(Tertile.Count), RightClosed = true },
        new() { Scheme = RiskSchemes.Fixed, Cuts = Fixed, Labels = Labels(Fixed.Count), RightClosed = true },
    ];

    private static string GroupOf(CritRiskGroups scheme, double probability) =>
        scheme.Labels[scheme.Cuts.Count(c => scheme.RightClosed ? probability > c : probability >= c)];

    private static string[] Labels(int cuts) => cuts switch
    {
        1 => [RiskSchemes.Low, RiskSchemes.High],
        2 => [RiskSchemes.Low, RiskSchemes.Intermediate, RiskSchemes.High],
        _ => [.. Enumerable.Range(1, cuts + 1).Select(i => FormattableString.Invariant($"Group {i}"))],
    };
}
