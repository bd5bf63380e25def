namespace Thca.Conventions.Tests;

/// <summary>The files of this repository, found from the test's own folder upwards.</summary>
internal static class Repository
{
    private static readonly string[] SkippedFolders = ["bin", "obj", "artifacts", "TestResults", ".git", "BenchmarkDotNet.Artifacts", ".vs", ".idea", "shared"];

    public static string Root { get; } = Locate();

    /// <summary>Project files below src, by name; new projects are covered without any list.</summary>
    public static IReadOnlyList<SourceProject> Projects { get; } =
        [.. Directory.GetFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(SourceProject.Load)];

    public static string FullPath(string relative) => Path.Combine(Root, relative);

    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    /// <summary>Files below a folder of the repository with one of the extensions, without build output; empty when there is no such folder.</summary>
    public static IEnumerable<string> Files(string folder, params string[] extensions)
    {
        string root = FullPath(folder);
        return Directory.Exists(root) ? Below(root).Where(f => extensions.Length == 0 || extensions.Contains(Path.GetExtension(f))) : [];
    }

    private static IEnumerable<string> Below(string folder)
    {
        foreach (string file in Directory.GetFiles(folder).Order(StringComparer.Ordinal)) yield return file;
        foreach (string child in Directory.GetDirectories(folder).Order(StringComparer.Ordinal))
        {
            if (SkippedFolders.Contains(Path.GetFileName(child))) continue;
            foreach (string file in Below(child)) yield return file;
        }
    }

    private static string Locate()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "THCA-ITH.sln"))) return folder.FullName;
        }

        throw new DirectoryNotFoundException("THCA-ITH.sln is not above the test's folder.");
    }
}
