using Thca.Core.Randomness;
using Thca.Proteomics.Data;

namespace Thca.Proteomics.Analysis;

/// <summary>The analysis of a protein panel between two groups.</summary>
public sealed record ProteinStudy
{
    /// <summary>What was analysed.</summary>
    public required ProteinTable Table { get; init; }

    /// <summary>How.</summary>
    public required ProteinAnalysisOptions Options { get; init; }

    /// <summary>Seed of permutations and bootstrap.</summary>
    public required RandomSeed Seed { get; init; }

    /// <summary>One result per protein, in panel order.</summary>
    public required IReadOnlyList<ProteinResult> Results { get; init; }

    /// <summary>What a sample of this size can find.</summary>
    public required DesignInformation Design { get; init; }

    /// <summary>Whether everything was computed; otherwise p, theta and BH alone, because the panel is large.</summary>
    public required bool IsFull { get; init; }

    /// <summary>Proteins with q below alpha, by ascending primary p.</summary>
    public IEnumerable<ProteinResult> Significant => Results.Where(r => r.IsTested && r.Q < Options.Alpha).OrderBy(r => r.PPrimary);
}
