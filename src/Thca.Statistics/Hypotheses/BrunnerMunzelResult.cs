using Thca.Core.Outcomes;

namespace Thca.Statistics.Hypotheses;

/// <summary>The probability of superiority θ = P(first &gt; second) + ½ P(equal) with its test against one half and its interval.</summary>
public sealed record BrunnerMunzelResult
{
    /// <summary>Estimate of θ; NaN when a sample is empty.</summary>
    public double Theta { get; init; } = double.NaN;

    /// <summary>Standard error; 0 under complete separation.</summary>
    public double StandardError { get; init; } = double.NaN;

    /// <summary>(θ - ½) / standard error.</summary>
    public double Statistic { get; init; } = double.NaN;

    /// <summary>Satterthwaite's degrees of freedom.</summary>
    public double DegreesOfFreedom { get; init; } = double.NaN;

    /// <summary>Two-sided p from Student's t.</summary>
    public double PValue { get; init; } = double.NaN;

    /// <summary>Lower limit of θ.</summary>
    public double Lower { get; init; } = double.NaN;

    /// <summary>Upper limit of θ.</summary>
    public double Upper { get; init; } = double.NaN;

    /// <summary>Whether the interval is Newcombe's score interval because the standard error is 0.</summary>
    public bool ScoreInterval { get; init; }

    /// <summary>Why there is no p-value; null when there is one.</summary>
    public Problem? Reason { get; init; }
}
