namespace Thca.Core.Provenance;

/// <summary>One input of a result.</summary>
/// <param name="Name">File name or role.</param>
/// <param name="Sha256">SHA-256 of the content.</param>
public sealed record ProvenanceInput(string Name, string Sha256)
{
    /// <summary>A file under its name without the folder, with the hash of its bytes.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ProvenanceInput OfFile(string path) => new(Path.GetFileName(path), ContentHash.OfFile(path).Hex);
}
