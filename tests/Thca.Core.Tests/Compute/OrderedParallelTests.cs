using Thca.Core.Compute;

namespace Thca.Core.Tests.Compute;

public class OrderedParallelTests
{
    public static TheoryData<int> Threads => [1, 2, 8];

    [Theory]
    [MemberData(nameof(Threads))]
    public void Map_ResultsComeInInputOrder(int threads) =>
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => i * i), OrderedParallel.Map(1000, i => i * i, With(threads)));

    [Theory]
    [MemberData(nameof(Threads))]
    public void Map_Nothing_IsEmpty(int threads) => Assert.Empty(OrderedParallel.Map(0, i => i, With(threads)));

    [Theory]
    [MemberData(nameof(Threads))]
    public void For_EachIndexOnce(int threads)
    {
        var counts = new int[500];
        OrderedParallel.For(counts.Length, i => Interlocked.Increment(ref counts[i]), With(threads));
        Assert.All(counts, c => Assert.Equal(1, c));
    }

    [Theory]
    [MemberData(nameof(Threads))]
    public void For_ErrorInOneUnit_ComesOutAsItIs(int threads)
    {
        var error = Assert.Throws<InvalidDataException>(() => OrderedParallel.For(100, i =>
        {
            if (i == 37) throw new InvalidDataException("unit 37");
        }, With(threads)));
        Assert.Equal("unit 37", error.Message);
        Assert.Contains(nameof(For_ErrorInOneUnit_ComesOutAsItIs), error.StackTrace, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Threads))]
    public void For_ErrorsInAllUnits_OneComesOut(int threads) =>
        Assert.Throws<InvalidDataException>(() => OrderedParallel.For(100, _ => throw new InvalidDataException(), With(threads)));

    [Theory]
    [MemberData(nameof(Threads))]
    public void For_CancelledBefore_DoesNothing(int threads)
    {
        int done = 0;
        Assert.ThrowsAny<OperationCanceledException>(() => OrderedParallel.For(100, _ => Interlocked.Increment(ref done), With(threads), new CancellationToken(canceled: true)));
        Assert.Equal(0, done);
    }

    [Theory]
    [MemberData(nameof(Threads))]
    public void For_CancelledWithin_StopsBetweenUnits(int threads)
    {
        using var source = new CancellationTokenSource();
        int done = 0;
        Assert.ThrowsAny<OperationCanceledException>(() => OrderedParallel.For(100_000, i =>
        {
            if (Interlocked.Increment(ref done) == 10) source.Cancel();
        }, With(threads), source.Token));
        Assert.InRange(done, 10, 99_999);
    }

    [Fact]
    public void For_OneThread_RunsOnTheCaller()
    {
        int caller = Environment.CurrentManagedThreadId;
        OrderedParallel.For(10, _ => Assert.Equal(caller, Environment.CurrentManagedThreadId), ComputeOptions.SingleThread);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void ComputeOptions_NoThreads_Throws(int threads) => Assert.Throws<ArgumentOutOfRangeException>(() => With(threads));

    private static ComputeOptions With(int threads) => new() { MaxDegreeOfParallelism = threads };
}
