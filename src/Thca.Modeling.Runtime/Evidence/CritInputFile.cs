namespace Thca.Modeling.Runtime.Evidence;

/// <summary>An input of the training run.</summary>
public sealed record CritInputFile
{
    /// <summary>File name without folders.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256, lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Data rows.</summary>
    /// <value>Default 0.</value>
    public int Rows { get; init; }
}
