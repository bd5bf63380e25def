namespace Thca.EndToEnd.Tests.Documentation;

/// <summary>Finds <c>thca</c> commands in the code blocks of the documentation.</summary>
internal static class ShellSnippet
{
    /// <summary>The folder of the repository.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>All Markdown files a user reads.</summary>
    public static IEnumerable<string> Files() =>
        new[] { "docs", "nuget", "samples" }
            .Select(f => Path.Combine(Root, f))
            .Where(Directory.Exists)
            .SelectMany(f => Directory.EnumerateFiles(f, "*.md", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(Root, "*.md"))
            .Order(StringComparer.Ordinal);

    /// <summary>The arguments of every <c>thca</c> command of a file, in order. A line that ends in a backslash goes on.</summary>
    public static IEnumerable<string[]> Commands(string file)
    {
        bool code = false;
        string line = "";
        foreach (string raw in File.ReadLines(file))
        {
            if (raw.StartsWith("```", StringComparison.Ordinal))
            {
                code = !code;
                continue;
            }

            if (!code) continue;
            line += raw.Trim();
            if (line.EndsWith('\\'))
            {
                line = line[..^1];
                continue;
            }

            if (line.StartsWith("thca ", StringComparison.Ordinal)) yield return [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1)];
            line = "";
        }
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "THCA-ITH.sln"))) return folder.FullName;
        }

        throw new DirectoryNotFoundException("THCA-ITH.sln was not found above the test's folder.");
    }
}
