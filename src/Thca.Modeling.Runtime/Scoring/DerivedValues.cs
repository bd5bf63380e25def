using Thca.Modeling.Runtime.Features;

namespace Thca.Modeling.Runtime.Scoring;

/// <summary>The ratios of blood counts.</summary>
internal static class DerivedValues
{
    public static int InputCount(CritDerivedExpression expression) => expression == CritDerivedExpression.Sii ? 3 : 2;

    /// <summary>The ratio; NaN when a part is missing or the denominator is 0.</summary>
    public static double Compute(CritDerivedExpression expression, double[] parts)
    {
        double numerator = expression == CritDerivedExpression.Sii ? parts[0] * parts[1] : parts[0];
        double denominator = parts[parts.Length - 1];
        return denominator == 0 ? double.NaN : numerator / denominator;
    }
}
