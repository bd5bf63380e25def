using Thca.Statistics.Distributions;

namespace Thca.Clinical.RiskScores;

/// <summary>A proportion with Wilson's interval.</summary>
/// <param name="Hits">Successes.</param>
/// <param name="Total">Trials.</param>
public readonly record struct Proportion(int Hits, int Total)
{
    /// <summary>Hits over total; NaN without trials.</summary>
    public double Value => (double)Hits / Total;

    /// <summary>Wilson's score interval.</summary>
    /// <param name="level">Confidence level; default 0.95.</param>
    public (double Lower, double Upper) Wilson(double level = 0.95)
    {
        double z = NormalDistribution.Quantile(1 - (1 - level) / 2), n = Total, p = Value;
        double centre = p + z * z / (2 * n), half = z * Math.Sqrt(p * (1 - p) / n + z * z / (4 * n * n)), scale = 1 + z * z / n;
        return ((centre - half) / scale, (centre + half) / scale);
    }
}
