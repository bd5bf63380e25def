using Thca.Modeling.Runtime.Features;

namespace Thca.Modeling.Data;

/// <summary>A ratio of blood counts that is computed from other columns of the same patient.</summary>
/// <param name="Name">Column of the ratio.</param>
/// <param name="Expression">Its formula.</param>
/// <param name="Inputs">Columns it is computed from, in the order of the formula.</param>
public sealed record DerivedRatio(string Name, CritDerivedExpression Expression, IReadOnlyList<string> Inputs)
{
    /// <summary>Relative difference above which a given ratio disagrees with its parts.</summary>
    public const double Tolerance = 0.01;

    /// <summary>The four ratios of the study.</summary>
    public static IReadOnlyList<DerivedRatio> All { get; } =
    [
        new("NLR", CritDerivedExpression.Nlr, ["NE", "LYM"]), new("PLR", CritDerivedExpression.Plr, ["PLT", "LYM"]),
        new("LMR", CritDerivedExpression.Lmr, ["LYM", "MONO"]), new("SII", CritDerivedExpression.Sii, ["PLT", "NE", "LYM"]),
    ];

    /// <summary>The ratio of one patient; NaN when a part is missing or the denominator is 0.</summary>
    public double Compute(IReadOnlyList<double> parts)
    {
        double numerator = Expression == CritDerivedExpression.Sii ? parts[0] * parts[1] : parts[0];
        return parts[^1] == 0 ? double.NaN : numerator / parts[^1];
    }

    /// <summary>
    /// Fills missing ratios from their parts and counts patients whose ratio disagrees with them. A column that disagrees in more than half of the
    /// patients is something else and is left alone.
    /// </summary>
    /// <param name="columns">Columns of the patients.</param>
    /// <returns>The columns, the ratios recognised, and remarks.</returns>
    public static (IReadOnlyList<PatientColumn> Columns, IReadOnlyList<DerivedRatio> Ratios, IReadOnlyList<string> Warnings) Apply(IReadOnlyList<PatientColumn> columns)
    {
        PatientColumn[] result = [.. columns];
        List<DerivedRatio> ratios = [];
        List<string> warnings = [];
        PatientColumn? Number(string name) => columns.FirstOrDefault(c => c.Name == name && !c.IsCategorical && c.Modality == Modality.Clinical);
        foreach (DerivedRatio ratio in All)
        {
            PatientColumn[] parts = [.. ratio.Inputs.Select(Number).OfType<PatientColumn>()];
            if (Number(ratio.Name) is not { } given || parts.Length != ratio.Inputs.Count) continue;
            double[] computed = [.. Enumerable.Range(0, given.Numbers.Count).Select(r => ratio.Compute([.. parts.Select(p => p.Numbers[r])]))];
            bool[] comparable = [.. computed.Select((c, r) => !double.IsNaN(c) && !double.IsNaN(given.Numbers[r]))];
            int compared = comparable.Count(c => c), differing = computed.Where((c, r) => comparable[r] && Math.Abs(given.Numbers[r] - c) > Tolerance * Math.Abs(c)).Count();
            if (differing > 0) warnings.Add(FormattableString.Invariant($"{ratio.Name} differs from {string.Join(", ", ratio.Inputs)} by more than 1 % in {differing} of {compared} patients{(2 * differing > compared ? "; it is not treated as their ratio" : "")}."));
            if (2 * differing > compared) continue;
            ratios.Add(ratio);
            result[Array.IndexOf(result, given)] = given with { Numbers = [.. given.Numbers.Select((v, r) => double.IsNaN(v) ? computed[r] : v)] };
        }

        return (result, ratios, warnings);
    }
}
