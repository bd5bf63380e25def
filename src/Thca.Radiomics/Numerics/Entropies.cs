namespace Thca.Radiomics.Numerics;

/// <summary>Entropies with the reference's guard: −Σ p log₂(p + 2⁻⁵²).</summary>
internal static class Entropies
{
    /// <summary>2⁻⁵².</summary>
    public const double Epsilon = 2.220446049250313e-16;

    /// <summary>One term p log₂(p + ε), 0 for p = 0.</summary>
    public static double Term(double p) => p == 0 ? 0 : p * Math.Log2(p + Epsilon);

    /// <summary>The entropy of some probabilities, bits.</summary>
    public static double Of(ReadOnlySpan<double> probabilities)
    {
        double sum = 0;
        foreach (double p in probabilities) sum += Term(p);
        return -sum;
    }
}
