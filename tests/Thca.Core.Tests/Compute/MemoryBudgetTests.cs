using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Outcomes;

namespace Thca.Core.Tests.Compute;

public class MemoryBudgetTests
{
    [Fact]
    public void AvailableBytes_IsPositive_AndBelowAnyMachine() => Assert.InRange(MemoryBudget.AvailableBytes(), 1, 1L << 50);

    [Fact]
    public void EnsureFits_RefusesMoreThanThereIs_AndNamesBoth()
    {
        MemoryBudget.EnsureFits(1, "A byte", "");
        var error = Assert.Throws<ThcaException>(() => MemoryBudget.EnsureFits(1L << 60, "A hard job", "Buy memory."));
        Assert.Equal(ProblemCodes.OutOfMemoryEstimate, error.Code);
        Assert.StartsWith("A hard job needs about 1152921504.6 GB of memory; ", error.What, StringComparison.Ordinal);
        Assert.Equal("Buy memory.", error.Remedy);
    }

    [Fact]
    public void EnsureFits_KeepsToALimitOfTheUser() =>
        Assert.Contains("0.0 GB are available", Assert.Throws<ThcaException>(() => MemoryBudget.EnsureFits(2000, "Work", "", limit: 1000)).What, StringComparison.Ordinal);

    [Theory]
    [InlineData(1000, "400\n", "anon 1\ninactive_file 100\n", 700)]
    [InlineData(1000, null, null, 1000)]
    [InlineData(1000, "50", "inactive_file 100", 1000)]
    public void Left_TakesWhatIsUsed_WithoutDroppableFiles(long limit, string? current, string? stat, long expected) =>
        Assert.Equal(expected, MemoryBudget.Left(limit, current, stat, "inactive_file"));

    [Theory]
    [InlineData("max\n", null)]
    [InlineData("17\n", 17L)]
    public void Bytes_ReadsNumbers(string text, long? expected) => Assert.Equal(expected, MemoryBudget.Bytes(text));

    [Fact]
    public void KibibytesOf_FindsItsLine() =>
        Assert.Equal(2048L, MemoryBudget.KibibytesOf("MemTotal:  9 kB\nMemAvailable:          2 kB\n", "MemAvailable:"));
}
