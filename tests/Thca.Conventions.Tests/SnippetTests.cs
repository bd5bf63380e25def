using System.Text.RegularExpressions;

namespace Thca.Conventions.Tests;

/// <summary>
/// Code in the documentation is code that is compiled. A C# or shell block follows a marker <c>&lt;!-- snippet: file#region --&gt;</c> and equals
/// that region of the file, or a marker <c>shell</c> or <c>text</c>, which claims nothing.
/// </summary>
public partial class SnippetTests
{
    private static readonly string[] CodeLanguages = ["csharp", "cs", "c#", "bash", "sh", "shell", "console"];

    [Fact]
    public void Documents_SnippetsEqualTheirSource() =>
        KnownGaps.AssertNone("code in documents equals its source", Documents().SelectMany(path => Problems(Repository.Relative(path), File.ReadAllLines(path))));

    [Theory]
    [InlineData("```csharp\nvar a = 1;\n```", "has no snippet marker")]
    [InlineData("<!-- snippet: shell -->\n```bash\nls\n```", null)]
    [InlineData("<!-- snippet: text -->\n\n```csharp\nvar a = 1;\n```", null)]
    [InlineData("```json\n{}\n```", null)]
    [InlineData("<!-- snippet: tests/none.cs#x -->\n```csharp\nvar a = 1;\n```", "does not exist")]
    [InlineData("<!-- snippet: shell -->\nwords", "is not followed by a code block")]
    public void Checker_FindsWhatItShould(string markdown, string? expected)
    {
        string[] problems = [.. Problems("doc.md", markdown.Split('\n'))];
        if (expected is null) Assert.Empty(problems);
        else Assert.Contains(expected, Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Region_IsDedented() =>
        Assert.Equal(["if (x)", "    y();", "", "z();"], Region(["  #region a", "    if (x)", "        y();", "", "    z();", "  #endregion"], "a"));

    private static IEnumerable<string> Documents() =>
        Repository.Files("docs", ".md").Concat(Repository.Files("nuget/readme", ".md")).Concat(Repository.Files("samples", ".md")).Append(Repository.FullPath("README.md")).Where(File.Exists);

    private static IEnumerable<string> Problems(string document, string[] lines)
    {
        (string Source, int Line)? marker = null;
        for (int i = 0; i < lines.Length; i++)
        {
            if (Marker().Match(lines[i]) is { Success: true } match)
            {
                if (marker is { } unused) yield return $"{document}:{unused.Line} is not followed by a code block";
                marker = (match.Groups[1].Value, i + 1);
            }
            else if (Fence().Match(lines[i]) is { Success: true } fence)
            {
                int end = Array.FindIndex(lines, i + 1, l => l.TrimEnd() == fence.Groups[1].Value);
                if (end < 0) end = lines.Length;
                if (marker is { } found && Mismatch(found.Source, lines[(i + 1)..end]) is { } mismatch) yield return $"{document}:{found.Line} {mismatch}";
                if (marker is null && CodeLanguages.Contains(fence.Groups[2].Value.ToLowerInvariant())) yield return $"{document}:{i + 1} has no snippet marker";
                marker = null;
                i = end;
            }
            else if (marker is { } lost && lines[i].Trim().Length > 0)
            {
                yield return $"{document}:{lost.Line} is not followed by a code block";
                marker = null;
            }
        }
    }

    /// <summary>What is wrong with a block, or null.</summary>
    private static string? Mismatch(string source, string[] block)
    {
        if (source is "shell" or "text") return null;
        string[] parts = source.Split('#', 2);
        string path = Repository.FullPath(parts[0]);
        if (!File.Exists(path)) return $"names {parts[0]}, which does not exist";
        string[] expected = parts.Length == 2 ? Region(File.ReadAllLines(path), parts[1]) : File.ReadAllLines(path);
        if (expected.Length == 0) return $"names region {source}, which does not exist or is empty";
        string[] actual = [.. block.Select(l => l.TrimEnd())];
        return actual.SequenceEqual(expected) ? null : $"differs from {source}";
    }

    private static string[] Region(string[] lines, string name)
    {
        int start = Array.FindIndex(lines, l => l.Trim() == $"#region {name}");
        if (start < 0) return [];
        int end = Array.FindIndex(lines, start, l => l.Trim() == "#endregion");
        string[] body = end < 0 ? [] : lines[(start + 1)..end];
        int indent = body.Where(l => l.Trim().Length > 0).Select(l => l.Length - l.TrimStart().Length).DefaultIfEmpty(0).Min();
        return [.. body.Select(l => (l.Length >= indent ? l[indent..] : "").TrimEnd())];
    }

    [GeneratedRegex(@"^\s*<!--\s*snippet:\s*(\S+)\s*-->\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Marker();

    [GeneratedRegex(@"^(`{3,})\s*([\w#+-]*)", RegexOptions.CultureInvariant)]
    private static partial Regex Fence();
}
