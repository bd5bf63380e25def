namespace Thca.Testing;

/// <summary>A new empty folder that is deleted when disposed.</summary>
public sealed class TemporaryFolder : IDisposable
{
    /// <summary>Full path of the folder.</summary>
    public string FullName { get; } = Directory.CreateTempSubdirectory("thca-").FullName;

    /// <summary>Full path of a file in the folder.</summary>
    public string File(params string[] parts) => Path.Combine([FullName, .. parts]);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(FullName, recursive: true);
}
