namespace Thca.Clinical.Schemas;

/// <summary>A blood-count ratio that is always recomputed from its components.</summary>
/// <param name="Name">Column name, e.g. NLR.</param>
/// <param name="Components">Columns it is computed from; the last one is the denominator.</param>
/// <param name="Unit">Unit of the result.</param>
public sealed record DerivedIndex(string Name, IReadOnlyList<string> Components, string Unit)
{
    /// <summary>Neutrophil, platelet and lymphocyte ratios and the systemic immune-inflammation index.</summary>
    public static IReadOnlyList<DerivedIndex> All { get; } =
    [
        new("NLR", ["NE", "LYM"], "ratio"),
        new("PLR", ["PLT", "LYM"], "ratio"),
        new("LMR", ["LYM", "MONO"], "ratio"),
        new("SII", ["PLT", "NE", "LYM"], "1e9/L"),
    ];

    /// <summary>One index by name, or null.</summary>
    public static DerivedIndex? Find(string name) => All.FirstOrDefault(d => d.Name == name);

    /// <summary>Product of the numerators over the last component; NaN when a component is missing or the denominator is 0.</summary>
    public static double Ratio(ReadOnlySpan<double> components)
    {
        double value = 1;
        for (int i = 0; i < components.Length - 1; i++) value *= components[i];
        return components[^1] == 0 ? double.NaN : value / components[^1];
    }
}
