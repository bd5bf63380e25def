using System.Text.RegularExpressions;

namespace Thca.Conventions.Tests;

/// <summary>Nothing in the repository may depend on the machine it was written on.</summary>
public partial class WordingTests
{
    private static readonly string[] TextExtensions =
        [".cs", ".csproj", ".props", ".targets", ".md", ".sh", ".json", ".yml", ".yaml", ".txt", ".csv", ".config", ".cff", ".ipynb", ".dib", ".html", ".editorconfig", ""];

    [Fact]
    public void TextFiles_HoldNoMachinePathsOrHosts() => KnownGaps.AssertNone(
        "no machine paths, private hosts or folders beside the repository",
        from path in Repository.Files("", TextExtensions)
        let relative = Repository.Relative(path)
        where !relative.StartsWith("tests/Thca.Conventions.Tests/", StringComparison.Ordinal)
        from line in File.ReadAllLines(path).Select((text, i) => (Text: text, Number: i + 1))
        let match = MachineText().Match(line.Text)
        where match.Success
        select $"{relative}:{line.Number} says '{match.Value}'");

    [Fact]
    public void Sources_HoldNoUnfinishedWork() => KnownGaps.AssertNone(
        "no unfinished work",
        from path in Repository.Files("src", ".cs").Concat(Repository.Files("tests", ".cs")).Concat(Repository.Files("samples"))
        where !Repository.Relative(path).StartsWith("tests/Thca.Conventions.Tests/", StringComparison.Ordinal)
        from line in File.ReadAllLines(path).Select((text, i) => (Text: text, Number: i + 1))
        where Unfinished().IsMatch(line.Text)
        select $"{Repository.Relative(path)}:{line.Number}");

    [Theory]
    [InlineData("see /work/x", true)]
    [InlineData("../shared/golden", true)]
    [InlineData("http://localhost:8080/simple", true)]
    [InlineData("https://nuget.example.internal/v3", true)]
    [InlineData("/home/someone/x", true)]
    [InlineData("https://doi.org/10.1000/1", false)]
    [InlineData("the homework/notes", false)]
    public void MachineText_FindsWhatItShould(string text, bool expected) => Assert.Equal(expected, MachineText().IsMatch(text));

    [GeneratedRegex(@"(?<![\w.])/work/|\.\./shared\b|https?://(localhost|\d+\.\d+\.\d+\.\d+|[\w.-]+\.(internal|local|lan))\b|https?://[^/\s""]+:\d+|(?<![\w.])/(home|Users)/\w+/|/tmp/bash_jobs", RegexOptions.CultureInvariant)]
    private static partial Regex MachineText();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b|NotImplementedException", RegexOptions.CultureInvariant)]
    private static partial Regex Unfinished();
}
