namespace Thca.EndToEnd.Tests.CommandLine;

public class UsageTests
{
    [Fact]
    public void NoArguments_ShowsHelp()
    {
        ThcaRun run = ThcaRun.Of().Expect(0);
        Assert.Contains("CRIT phenotype", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("--jobs", "0")]
    [InlineData("--progress", "loud")]
    public void WrongUsage_OneLineOnStandardError_ExitCode2(params string[] arguments)
    {
        ThcaRun run = ThcaRun.Of(arguments).Expect(2);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.StartsWith("thca: ", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public void Version_PrintsOneLine()
    {
        ThcaRun run = ThcaRun.Of("--version").Expect(0);
        Assert.Matches(@"^\d+\.\d+\.\d+", run.Output);
    }
}
