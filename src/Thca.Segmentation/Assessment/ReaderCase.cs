using Thca.Core.Cohorts;
using Thca.Core.Features;

namespace Thca.Segmentation.Assessment;

/// <summary>One case that several readers marked, or the reason why it could not be used.</summary>
public sealed record ReaderCase
{
    /// <summary>The patient.</summary>
    public required PatientId Patient { get; init; }

    /// <summary>File name without extension.</summary>
    public required CaseId Case { get; init; }

    /// <summary>Label that was compared; null when it was not decided.</summary>
    public int? Label { get; init; }

    /// <summary>What every reader marked, in the order of the readers; empty when the case failed.</summary>
    public IReadOnlyList<ReaderReading> Readings { get; init; } = [];

    /// <summary>Dice of every pair of readers: 1-2, 1-3, …, 2-3, …</summary>
    public IReadOnlyList<double> PairDice { get; init; } = [];

    /// <summary>Volume of the consensus, mm³.</summary>
    public double ConsensusMm3 { get; init; } = double.NaN;

    /// <summary>How it went.</summary>
    public required RowStatus Status { get; init; }
}
