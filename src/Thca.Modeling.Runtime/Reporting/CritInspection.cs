using Thca.Modeling.Runtime.Artifact;
using Thca.Modeling.Runtime.Scoring;

namespace Thca.Modeling.Runtime.Reporting;

/// <summary>What a model is made of, for people who look before they use it.</summary>
public sealed record CritInspection
{
    /// <summary>Id of the artifact.</summary>
    public required string Id { get; init; }

    /// <summary>Integrity hash of the artifact; for an imported text the hash of the text.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Everything the file says.</summary>
    public required CritArtifact Artifact { get; init; }

    /// <summary>Number of trees.</summary>
    public required int TreeCount { get; init; }

    /// <summary>Leaves of all trees.</summary>
    public required int LeafCount { get; init; }

    /// <summary>Edges from a root to the deepest leaf.</summary>
    public required int MaxDepth { get; init; }

    /// <summary>Expected margin, log-odds.</summary>
    public required double BaseValue { get; init; }

    /// <summary>Features in column order.</summary>
    public required IReadOnlyList<CritInspectedFeature> Features { get; init; }

    /// <summary>Warnings that every prediction carries.</summary>
    public required IReadOnlyList<CritWarning> Warnings { get; init; }

    /// <summary>Sections of the model card that nobody has filled.</summary>
    public required IReadOnlyList<string> BlankCardFields { get; init; }
}
