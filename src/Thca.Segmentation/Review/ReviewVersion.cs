namespace Thca.Segmentation.Review;

/// <summary>One version of a mask. Versions are never overwritten.</summary>
public sealed record ReviewVersion
{
    /// <summary>1 for the first mask.</summary>
    public required int Number { get; init; }

    /// <summary>File, relative to the folder of the review, with forward slashes.</summary>
    public required string File { get; init; }

    /// <summary>SHA-256 of the file.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Where it comes from.</summary>
    public required ReviewVersionKind Kind { get; init; }

    /// <summary>Who handed it in; empty for the first mask.</summary>
    public required string By { get; init; }

    /// <summary>When, UTC, to the second.</summary>
    public required DateTimeOffset Utc { get; init; }

    /// <summary>Category of the edit against the version before; empty for the first mask.</summary>
    public string Category { get; init; } = "";

    /// <summary>Metrics against the version before, by column as in <c>cases.csv</c>; empty for the first mask.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();
}
