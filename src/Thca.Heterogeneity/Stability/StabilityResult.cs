namespace Thca.Heterogeneity.Stability;

/// <summary>How stable sub-regions and scores are under perturbation.</summary>
public sealed record StabilityResult
{
    /// <summary>The perturbed runs.</summary>
    public IReadOnlyList<StabilityRun> Runs { get; init; } = [];

    /// <summary>Mean matched Dice of the sub-regions.</summary>
    public double MeanDice { get; init; } = double.NaN;

    /// <summary>Smallest matched Dice of the sub-regions.</summary>
    public double MinDice { get; init; } = double.NaN;

    /// <summary>Mean adjusted Rand index of the sub-regions.</summary>
    public double MeanAdjustedRand { get; init; } = double.NaN;

    /// <summary>Coefficient of variation of the number of sub-regions.</summary>
    public double CountVariation { get; init; } = double.NaN;

    /// <summary>Mean matched Dice of the habitats; NaN when scores were left out.</summary>
    public double MeanHabitatDice { get; init; } = double.NaN;

    /// <summary>Standard deviation of the ITHscore over all runs, the unperturbed one included; NaN when scores were left out.</summary>
    public double IthDeviation { get; init; } = double.NaN;

    /// <summary>ICC(2,1) of the scaled iTED of the features (subjects) over all runs; NaN when scores were left out.</summary>
    public double ItedCorrelation { get; init; } = double.NaN;

    /// <summary>Whether <see cref="MeanDice"/> reaches the threshold.</summary>
    public bool IsStable { get; init; }
}
