using Thca.Modeling.Search;

namespace Thca.Modeling.Training;

/// <summary>Everything that a search in one training fold tried.</summary>
public sealed record SearchHistory
{
    /// <summary>No search.</summary>
    public static SearchHistory None { get; } = new() { Trials = [], ImbalanceChoices = [], FoldValues = [], Resamplers = [] };

    /// <summary>Every configuration, by number.</summary>
    public required IReadOnlyList<Trial> Trials { get; init; }

    /// <summary>What the positions of the parameter "imbalance" mean.</summary>
    public required IReadOnlyList<string> ImbalanceChoices { get; init; }

    /// <summary>By trial the objective in each inner fold; empty where the trial failed or was given up.</summary>
    public required IReadOnlyList<double[]> FoldValues { get; init; }

    /// <summary>How the ways to treat imbalance did.</summary>
    public required IReadOnlyList<ResamplerFinding> Resamplers { get; init; }
}
