using Thca.Testing;

namespace Thca.EndToEnd.Tests.Documentation;

/// <summary>The commands of the documentation: all parse, and those of the walk-through run in the order a reader meets them.</summary>
public class ShellSnippetTests
{
    public static TheoryData<string> Documents =>
        [.. ShellSnippet.Files().Select(f => Path.GetRelativePath(ShellSnippet.Root, f))];

    [Theory]
    [MemberData(nameof(Documents))]
    public void EveryCommand_Parses(string document)
    {
        foreach (string[] arguments in ShellSnippet.Commands(Path.Combine(ShellSnippet.Root, document)))
        {
            IEnumerable<string> errors = Cli.Infrastructure.ThcaCommandLine.Build().Parse(arguments).Errors.Select(e => e.Message);
            Assert.True(!errors.Any(), $"thca {string.Join(' ', arguments)}: {string.Join(' ', errors)}");
        }
    }

    [Fact]
    public void GettingStarted_EveryCommandInOrder_Succeeds()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("params.yaml"), "setting:\n  binWidth: 25\n");
        foreach (string[] arguments in ShellSnippet.Commands(Path.Combine(ShellSnippet.Root, "docs", "getting-started.md")))
            ThcaRun.In(folder.FullName, arguments).Expect(0);
        Assert.True(File.Exists(folder.File("predictions.csv")));
    }
}
