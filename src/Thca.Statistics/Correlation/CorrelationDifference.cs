using Thca.Statistics.Distributions;
using Thca.Statistics.Hypotheses;

namespace Thca.Statistics.Correlation;

/// <summary>Fisher's test of two independent correlations: z = (atanh r₁ - atanh r₂)/√(1/(n₁-3) + 1/(n₂-3)). An approximation for about 25 pairs or more per group.</summary>
public static class CorrelationDifference
{
    /// <summary>Compares two correlations, two-sided.</summary>
    public static HypothesisTestResult Fisher(double r1, int n1, double r2, int n2)
    {
        const string name = "Fisher z of two correlations";
        if (n1 < 4 || n2 < 4 || double.IsNaN(r1) || double.IsNaN(r2)) return HypothesisTestResult.Undefined(name, $"Four pairs per group are needed, there are {n1} and {n2}.");
        double z = (Math.Atanh(r1) - Math.Atanh(r2)) / Math.Sqrt(1.0 / (n1 - 3) + 1.0 / (n2 - 3));
        return double.IsFinite(z)
            ? new HypothesisTestResult { Method = name, Statistic = z, PValue = NormalDistribution.TwoSided(z) }
            : HypothesisTestResult.Undefined(name, "A correlation is 1 or -1.");
    }
}
