namespace Thca.Modeling.Runtime.Features;

/// <summary>Exact conversions between UCUM units of the same quantity that an artifact may declare; scoring itself only uses what the artifact declares.</summary>
/// <remarks>Conversions that depend on the substance (mg/dL to mmol/L) are left out on purpose: declare them per feature.</remarks>
public static class UcumConversions
{
    /// <summary>The other units of the same quantity, each with its factor to <paramref name="unit"/>.</summary>
    /// <param name="unit">UCUM unit of a feature.</param>
    /// <returns>Empty for a unit that is not in the table.</returns>
    public static IReadOnlyList<CritUnitConversion> For(string unit)
    {
        foreach ((string Unit, double Size)[] family in Families())
        {
            int own = Array.FindIndex(family, f => f.Unit == unit);
            if (own < 0) continue;
            return [.. family.Where((_, i) => i != own).Select(f => new CritUnitConversion { Unit = f.Unit, Factor = f.Size / family[own].Size })];
        }

        return [];
    }

    /// <summary>Units of one quantity with their size in the smallest of them, so that factors are quotients of whole numbers.</summary>
    private static (string Unit, double Size)[][] Families() =>
    [
        [("mm", 1), ("cm", 10), ("m", 1000)],
        [("mm2", 1), ("cm2", 100)],
        [("mm3", 1), ("cm3", 1000), ("mL", 1000)],
        [("/uL", 1), ("10*6/L", 1), ("10*3/uL", 1000), ("10*9/L", 1000), ("10*6/uL", 1_000_000), ("10*12/L", 1_000_000)],
        [("g/L", 1), ("mg/mL", 1), ("g/dL", 10)],
        [("ng/L", 1), ("pg/mL", 1), ("ng/mL", 1000), ("ug/L", 1000)],
        [("m[IU]/L", 1), ("u[IU]/mL", 1), ("[IU]/L", 1000), ("m[IU]/mL", 1000), ("[IU]/mL", 1_000_000), ("k[IU]/L", 1_000_000)],
        [("mmol/L", 1), ("mol/L", 1000)],
        [("mo", 1), ("a", 12)],
    ];
}
