using Thca.Core.Outcomes;

namespace Thca.Statistics.Regression;

/// <summary>A proportional-odds model of an ordered grade on one group indicator g: logit P(grade ≤ j) = a_j - b·g.</summary>
public sealed record ProportionalOddsResult
{
    /// <summary>Thresholds a_j of the grades that occur, without the last.</summary>
    public IReadOnlyList<double> Thresholds { get; init; } = [];

    /// <summary>b, the log odds of a higher grade in the first group.</summary>
    public double Coefficient { get; init; } = double.NaN;

    /// <summary>Standard error of b from the observed information.</summary>
    public double StandardError { get; init; } = double.NaN;

    /// <summary>exp(b).</summary>
    public double OddsRatio => Math.Exp(Coefficient);

    /// <summary>Lower Wald limit of the odds ratio.</summary>
    public double Lower { get; init; } = double.NaN;

    /// <summary>Upper Wald limit of the odds ratio.</summary>
    public double Upper { get; init; } = double.NaN;

    /// <summary>Log-likelihood at the maximum.</summary>
    public double LogLikelihood { get; init; } = double.NaN;

    /// <summary>Likelihood ratio statistic of b = 0.</summary>
    public double LikelihoodRatio { get; init; } = double.NaN;

    /// <summary>Its p-value, one degree of freedom.</summary>
    public double PValue { get; init; } = double.NaN;

    /// <summary>Why there is no fit; null when there is one.</summary>
    public Problem? Reason { get; init; }
}
