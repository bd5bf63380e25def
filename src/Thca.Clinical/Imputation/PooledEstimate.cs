using Thca.Statistics.Distributions;

namespace Thca.Clinical.Imputation;

/// <summary>One quantity pooled over imputations.</summary>
/// <param name="Estimate">Mean of the estimates.</param>
/// <param name="StandardError">Square root of the total variance.</param>
/// <param name="Within">Mean of the variances.</param>
/// <param name="Between">Variance of the estimates.</param>
/// <param name="DegreesOfFreedom">Of Barnard and Rubin; infinite when the estimates do not vary.</param>
/// <param name="FractionMissing">Fraction of missing information.</param>
public sealed record PooledEstimate(double Estimate, double StandardError, double Within, double Between, double DegreesOfFreedom, double FractionMissing)
{
    /// <summary>Two-sided p-value against zero.</summary>
    public double PValue => StudentTDistribution.TwoSided(Estimate / StandardError, DegreesOfFreedom);

    /// <summary>Interval at a confidence level.</summary>
    public (double Lower, double Upper) Interval(double level = 0.95)
    {
        double half = StudentTDistribution.Quantile(1 - (1 - level) / 2, DegreesOfFreedom) * StandardError;
        return (Estimate - half, Estimate + half);
    }
}
