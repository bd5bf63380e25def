using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Thca.Conventions.Tests;

public class SourceFileTests
{
    private const int LongestFile = 600;

    public static TheoryData<string> Projects => [.. Repository.Projects.Select(p => p.Name)];

    [Fact]
    public void Projects_AreFound() => Assert.True(Repository.Projects.Count >= 9, $"{Repository.Projects.Count} projects below src.");

    [Theory]
    [MemberData(nameof(Projects))]
    public void PublicTypes_OnePerFile_NamedAfterIt(string project) => KnownGaps.AssertNone(
        "one public type per file, file named after it",
        from file in Files(project)
        let types = file.TopLevelTypes.Where(SourceFile.IsPublic).ToArray()
        where types.Length > 1 || (types.Length == 1 && !IsNamedAfter(file, types[0]))
        select $"{file.Relative} holds {string.Join(", ", types.Select(SourceFile.FileNameOf))}");

    [Theory]
    [MemberData(nameof(Projects))]
    public void Namespaces_AreFileScopedAndMatchFolders(string project) => KnownGaps.AssertNone(
        "file-scoped namespace that matches the folder",
        from file in Files(project)
        where file.TopLevelTypes.Any()
        let expected = Path.GetDirectoryName(file.Relative)!["src/".Length..].Replace('/', '.').Replace('\\', '.')
        let actual = file.Namespace?.Name.ToString()
        where actual is null || file.Namespace is not FileScopedNamespaceDeclarationSyntax || (actual != expected && !IsCompilerSupport(file, actual))
        select $"{file.Relative} has {actual ?? "no namespace"}, not {expected}");

    [Theory]
    [MemberData(nameof(Projects))]
    public void Files_AreShort(string project)
    {
        int[] lengths = [.. Files(project).Select(f => f.LineCount).Order()];
        if (lengths.Length > 0) TestContext.Current.SendDiagnosticMessage("{0}: {1} files, median {2} lines, longest {3}", project, lengths.Length, lengths[lengths.Length / 2], lengths[^1]);
        KnownGaps.AssertNone($"no file above {LongestFile} lines", Files(project).Where(f => f.LineCount > LongestFile).Select(f => $"{f.Relative} has {f.LineCount}"));
    }

    [Fact]
    public void Files_MedianLength_IsAtMost90()
    {
        int[] lengths = [.. Repository.Projects.SelectMany(p => p.Files).Select(f => f.LineCount).Order()];
        Assert.True(lengths[lengths.Length / 2] <= 90, $"median length of {lengths.Length} files is {lengths[lengths.Length / 2]} lines");
    }

    private static IReadOnlyList<SourceFile> Files(string project) => Repository.Projects.Single(p => p.Name == project).Files;

    /// <summary><c>Name.cs</c>, <c>Name{T}.cs</c>, or <c>Name.Aspect.cs</c> for one part of a partial type.</summary>
    private static bool IsNamedAfter(SourceFile file, MemberDeclarationSyntax type)
    {
        string stem = Path.GetFileNameWithoutExtension(file.Path), wanted = SourceFile.FileNameOf(type);
        bool isPart = type.Modifiers.Any(m => m.Text == "partial") && stem.StartsWith(wanted + ".", StringComparison.Ordinal);
        return stem == wanted || isPart;
    }

    /// <summary>Internal types that the compiler looks for under a fixed name, e.g. <c>IsExternalInit</c> for netstandard2.0.</summary>
    private static bool IsCompilerSupport(SourceFile file, string actual) =>
        actual.StartsWith("System.", StringComparison.Ordinal) && !file.TopLevelTypes.Any(SourceFile.IsPublic);
}
