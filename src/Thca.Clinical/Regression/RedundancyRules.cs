using Thca.Clinical.Schemas;

namespace Thca.Clinical.Regression;

/// <summary>Pairs of variables that say the same and should not enter one model together.</summary>
internal static class RedundancyRules
{
    private static readonly (string A, string B)[] Pairs =
    [
        .. DerivedIndex.All.SelectMany(d => d.Components.Select(c => (d.Name, c))),
        ("N_stage", "Number_of_metastatic_lymph_nodes"), ("T_stage", "Tumor_size"), ("T_stage", "Infiltrated_the_adjacent_tissue"),
    ];

    /// <summary>The terms to leave out: of every pair the one with the larger p-value.</summary>
    public static IReadOnlyList<(string Dropped, string Kept)> Losers(IReadOnlyList<string> terms, IReadOnlyDictionary<string, double> pValues)
    {
        List<(string, string)> losers = [];
        HashSet<string> left = [.. terms];
        foreach ((string a, string b) in Pairs)
        {
            if (!left.Contains(a) || !left.Contains(b)) continue;
            double pa = pValues.GetValueOrDefault(a, 1), pb = pValues.GetValueOrDefault(b, 1);
            (string dropped, string kept) = pa <= pb ? (b, a) : (a, b);
            left.Remove(dropped);
            losers.Add((dropped, kept));
        }

        return losers;
    }
}
