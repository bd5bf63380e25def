using CsCheck;
using Thca.Core.Compute;
using Thca.Testing;

namespace Thca.Core.Tests.Compute;

public class OrderedSumsTests
{
    [Fact]
    public void Sums_equal_the_plain_loops() => Gen.Double[-10, 10].Array[0, 70].Sample(a =>
    {
        double[] b = [.. a.Select(v => 1 - v * v)];
        Close.To(a.Sum(), OrderedSums.Sum(a), 1e-12, 1e-10);
        Close.To(a.Zip(b, (x, y) => x * y).Sum(), OrderedSums.Dot(a, b), 1e-12, 1e-9);
        Close.To(a.Zip(b, (x, y) => (x - y) * (x - y)).Sum(), OrderedSums.SquaredDistance(a, b), 1e-12, 1e-9);
    });

    [Fact]
    public void Position_in_memory_does_not_change_a_bit()
    {
        double[] values = [.. Enumerable.Range(0, 203).Select(i => Math.Sin(i) / (1 + i % 7))];
        var memory = new double[300];
        double[] sums = [.. Enumerable.Range(0, 16).Select(offset =>
        {
            values.CopyTo(memory, offset);
            ReadOnlySpan<double> moved = memory.AsSpan(offset, values.Length);
            return OrderedSums.Sum(moved) + OrderedSums.Dot(moved, moved) + OrderedSums.SquaredDistance(moved, values.AsSpan().ToArray().Reverse().ToArray());
        })];
        Assert.Single(sums.Distinct());
    }

    [Fact]
    public void Different_lengths_are_refused()
    {
        Assert.Throws<ArgumentException>(() => OrderedSums.Dot([1], [1, 2]));
        Assert.Throws<ArgumentException>(() => OrderedSums.Distance([1], [1, 2]));
    }
}
