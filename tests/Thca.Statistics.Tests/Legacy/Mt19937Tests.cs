using System.Globalization;
using System.Text.Json;
using Thca.Statistics.Legacy;
using Thca.Testing;

namespace Thca.Statistics.Tests.Legacy;

public class Mt19937Tests
{
    [Fact]
    public void Seed_123_gives_the_published_stream_and_permutation()
    {
        Assert.Equal(2991312382u, new Mt19937(123).NextUInt32());
        Assert.Equal([14, 5, 4, 17, 8, 7, 19, 12, 0, 15, 16, 9, 11, 10, 3, 1, 6, 18, 2, 13], new Mt19937(123).Permutation(20));
        Assert.Equal(0.3745401188473625, new Mt19937(42).NextDouble());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("42")]
    [InlineData("123")]
    [InlineData("2024")]
    public void Every_draw_equals_the_legacy_generator(string seed)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(SharedData.Path("golden", "stats", "rng_mt19937.json")));
        JsonElement expected = document.RootElement.GetProperty("cases").GetProperty(seed);
        Mt19937 Stream() => new(uint.Parse(seed, CultureInfo.InvariantCulture));
        double[] Numbers(string name) => [.. expected.GetProperty(name).EnumerateArray().Select(v => v.GetDouble())];
        int[] Integers(string name) => [.. expected.GetProperty(name).EnumerateArray().Select(v => v.GetInt32())];

        Mt19937 stream = Stream();
        Assert.All(expected.GetProperty("raw_uint32").EnumerateArray(), v => Assert.Equal(v.GetUInt32(), stream.NextUInt32()));
        stream = Stream();
        Assert.All(Numbers("random_sample"), v => Assert.Equal(v, stream.NextDouble()));
        stream = Stream();
        Assert.All(Numbers("uniform_-2_5"), v => Assert.Equal(v, stream.NextDouble(-2, 5)));
        Assert.Equal(Integers("randint_0_7"), Stream().Choice(7, 20));
        Assert.Equal(Integers("randint_0_1000"), Stream().Choice(1000, 10));
        Assert.Equal(Integers("choice_100_10_replace"), Stream().Choice(100, 10));
        Assert.Equal(Integers("choice_50_20_noreplace"), Stream().ChoiceWithoutReplacement(50, 20));
        Assert.Equal(Integers("permutation_15"), Stream().Permutation(15));
        int[] shuffled = [.. Enumerable.Range(0, 10)];
        Stream().Shuffle<int>(shuffled);
        Assert.Equal(Integers("shuffle_range10"), shuffled);
        stream = Stream();
        Assert.All(Numbers("standard_normal"), v => Assert.Equal(v, stream.NextGaussian()));
        AssertMixedSequence(expected.GetProperty("sequence"), Stream());
    }

    [Fact]
    public void A_range_of_one_value_draws_nothing()
    {
        var stream = new Mt19937(7);
        Assert.Equal(0, stream.NextInt(1));
        Assert.Equal(new Mt19937(7).NextUInt32(), stream.NextUInt32());
    }

    [Fact]
    public void Weighted_choice_follows_the_weights()
    {
        int[] drawn = new Mt19937(1).Choice([0.0, 0.25, 0.75], 20_000);
        Assert.Equal(0, drawn.Count(d => d == 0));
        Assert.InRange(drawn.Count(d => d == 2) / 20_000.0, 0.74, 0.76);
    }

    private static void AssertMixedSequence(JsonElement expected, Mt19937 stream)
    {
        Assert.All(expected.GetProperty("first_random_sample").EnumerateArray(), v => Assert.Equal(v.GetDouble(), stream.NextDouble()));
        Assert.All(expected.GetProperty("then_randint10").EnumerateArray(), v => Assert.Equal(v.GetInt32(), stream.NextInt(10)));
        JsonElement drawn = expected.GetProperty("then_choice_with_replacement");
        Assert.Equal(drawn.EnumerateArray().Select(v => v.GetInt32()), stream.Choice(20, drawn.GetArrayLength()));
        Assert.All(expected.GetProperty("then_standard_normal").EnumerateArray(), v => Assert.Equal(v.GetDouble(), stream.NextGaussian()));
    }
}
