using Thca.Core.Features;
using Thca.Statistics.Correlation;

namespace Thca.Proteomics.Correlation;

/// <summary>The correlation of two proteins in one scope.</summary>
public sealed record PairCorrelation
{
    /// <summary>Patients the correlation is computed over.</summary>
    public required CorrelationScope Scope { get; init; }

    /// <summary>First protein.</summary>
    public required string ProteinA { get; init; }

    /// <summary>Second protein.</summary>
    public required string ProteinB { get; init; }

    /// <summary>ok, TOO_FEW_PAIRS or CONSTANT.</summary>
    public required RowStatus Status { get; init; }

    /// <summary>Complete pairs.</summary>
    public required int Count { get; init; }

    /// <summary>Kendall's tau-b; within groups only pairs of patients of the same group count.</summary>
    public double TauB { get; init; } = double.NaN;

    /// <summary>p of tau-b; by permutation below the limit of the options.</summary>
    public double PTau { get; init; } = double.NaN;

    /// <summary>Spearman's correlation with p and interval; within groups the group is regressed out of the ranks.</summary>
    public CorrelationResult Spearman { get; init; } = new() { Method = "Spearman" };

    /// <summary>Pearson's correlation of the codes or values; descriptive.</summary>
    public double Pearson { get; init; } = double.NaN;

    /// <summary>Polychoric correlation of two graded proteins; NaN with a reason where it cannot be estimated, null where it does not apply.</summary>
    public CorrelationResult? Polychoric { get; init; }

    /// <summary>p of tau-b adjusted over the pairs of the scope (Benjamini-Hochberg).</summary>
    public double Q { get; init; } = double.NaN;

    /// <summary>p of the difference between tau-b in High and Low, by permutation of the groups; the same in all scopes of a pair.</summary>
    public double PGroupDifference { get; init; } = double.NaN;
}
