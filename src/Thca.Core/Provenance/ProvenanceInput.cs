namespace Thca.Core.Provenance;

/// <summary>One input of a result.</summary>
/// <param name="Name">File name or role.</param>
/// <param name="Sha256">SHA-256 of the content.</param>
public sealed record ProvenanceInput(string Name, string Sha256);
