using Thca.Core.Randomness;

namespace Thca.Core.Tests.Randomness;

public class RandomStreamTests
{
    [Fact]
    public void Fnv1a64_KnownVectors()
    {
        // Published FNV-1a 64 test vectors: "" and "a".
        Assert.Equal(0xcbf29ce484222325UL, RandomSeed.Fnv1a64(""u8));
        Assert.Equal(0xaf63dc4c8601ec8cUL, RandomSeed.Fnv1a64("a"u8));
    }

    [Fact]
    public void SplitMixSeeding_State0_GivesPublishedFirstOutput()
    {
        // splitmix64 from 0 yields e220a8397b1dcdaf, 6e789e6aa1b965f4, 06c45d188009454f, f88bb8a8724c81ec;
        // xoshiro256** returns rotl(s1 * 5, 7) * 9 first.
        ulong expected = unchecked(System.Numerics.BitOperations.RotateLeft(0x6e789e6aa1b965f4UL * 5, 7) * 9);
        Assert.Equal(expected, new RandomStream(0).NextUInt64());
    }

    [Fact]
    public void Stream_SameName_SameNumbers_OtherIndex_OtherNumbers()
    {
        var seed = new RandomSeed(42);
        Assert.Equal(seed.Stream("a", "b", 1).NextUInt64(), seed.Stream("a", "b", 1).NextUInt64());
        Assert.NotEqual(seed.Stream("a", "b", 1).NextUInt64(), seed.Stream("a", "b", 2).NextUInt64());
    }

    [Fact]
    public void NextInt_ManyDraws_AreUniform()
    {
        RandomStream stream = RandomSeed.Default.Stream("uniform");
        var counts = new int[7];
        for (int i = 0; i < 70_000; i++) counts[stream.NextInt(7)]++;
        double chiSquare = counts.Sum(c => (c - 10_000.0) * (c - 10_000.0) / 10_000.0);
        Assert.True(chiSquare < 22.5, $"chi-square {chiSquare} with 6 degrees of freedom"); // p = 0.001
    }

    [Fact]
    public void NextNormal_ManyDraws_HaveUnitMoments()
    {
        RandomStream stream = RandomSeed.Default.Stream("normal");
        double[] values = [.. Enumerable.Range(0, 50_000).Select(_ => stream.NextNormal())];
        Assert.Equal(0, values.Average(), 0.02);
        Assert.Equal(1, values.Average(v => v * v), 0.03);
    }

    [Fact]
    public void NextDouble_StaysInTheHalfOpenUnitInterval()
    {
        RandomStream stream = RandomSeed.Default.Stream("unit");
        Assert.All(Enumerable.Range(0, 10_000).Select(_ => stream.NextDouble()), v => Assert.InRange(v, 0, 1 - double.Epsilon));
    }

    [Fact]
    public void NextInt_One_IsZero_AndZero_Throws()
    {
        RandomStream stream = RandomSeed.Default.Stream("one");
        Assert.Equal(0, stream.NextInt(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.NextInt(0));
    }

    [Fact]
    public void Shuffle_IsAPermutation_AndReproducible()
    {
        int[] a = [.. Enumerable.Range(0, 100)], b = [.. a];
        RandomSeed.Default.Stream("shuffle").Shuffle(a.AsSpan());
        RandomSeed.Default.Stream("shuffle").Shuffle(b.AsSpan());
        Assert.Equal(a, b);
        Assert.NotEqual(Enumerable.Range(0, 100), a);
        Assert.Equal(Enumerable.Range(0, 100), a.Order());
    }

    [Fact]
    public void Streams_NamesThatShareText_Differ()
    {
        var seed = new RandomSeed(1);
        ulong[] firsts = [seed.Stream("a", "b").NextUInt64(), seed.Stream("b", "a").NextUInt64(), seed.Stream("ab").NextUInt64(), seed.Stream("a", "b", 1).NextUInt64(), new RandomSeed(-1).Stream("a", "b").NextUInt64()];
        Assert.Equal(firsts.Length, firsts.Distinct().Count());
    }

    [Fact]
    public void DeriveInt32_IsReproducibleAndNotNegative()
    {
        int[] seeds = [.. Enumerable.Range(0, 1000).Select(i => RandomSeed.Default.DeriveInt32("library", "", i))];
        Assert.All(seeds, s => Assert.True(s >= 0));
        Assert.Equal(seeds[7], RandomSeed.Default.DeriveInt32("library", "", 7));
        Assert.True(seeds.Distinct().Count() > 990);
    }
}
