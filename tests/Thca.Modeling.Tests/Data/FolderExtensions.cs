using Thca.Testing;

namespace Thca.Modeling.Tests.Data;

internal static class FolderExtensions
{
    /// <summary>Writes a text file and returns its path.</summary>
    public static string Write(this TemporaryFolder folder, string name, string text)
    {
        string path = folder.File(name);
        File.WriteAllText(path, text);
        return path;
    }
}
