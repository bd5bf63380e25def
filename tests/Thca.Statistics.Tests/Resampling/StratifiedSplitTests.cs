using System.Text.Json;
using Thca.Core.Errors;
using Thca.Core.Randomness;
using Thca.Statistics.Legacy;
using Thca.Statistics.Resampling;
using Thca.Testing;

namespace Thca.Statistics.Tests.Resampling;

public sealed class StratifiedSplitTests
{
    private static readonly bool[] Y = [.. "01000100001000010000".Where(char.IsDigit).Select(c => c == '1')];

    private static readonly bool[] Printed =
        [.. "0 1 0 0 0 1 0 0 0 0 1 0 0 0 0 1 0 0 0 0".Split(' ').Select(c => c == "1")];

    [Fact]
    public void Legacy_split_of_the_printed_example()
    {
        (int[] train, int[] test) = StratifiedShuffleSplit.Draw(Printed, 0.2, new Mt19937(42));
        Assert.Equal([13, 12, 11, 7, 3, 19, 18, 6, 10, 0, 17, 5, 2, 14, 15, 9], train);
        Assert.Equal([16, 1, 8, 4], test);
    }

    [Fact]
    public void Legacy_folds_of_the_printed_example() =>
        Assert.Equal([0, 2, 0, 0, 2, 1, 2, 2, 1, 1, 1, 0, 2, 0, 1, 0, 1, 2, 0, 1], StratifiedKFold.AssignLegacy(Printed, 3, new Mt19937(42)));

    [Theory]
    [InlineData("n100")]
    [InlineData("n57")]
    [InlineData("n30")]
    public void Legacy_splits_and_folds_agree_with_the_golden_values(string name)
    {
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(SharedData.Path("golden", "stats", "splits.json")));
        JsonElement c = json.RootElement.GetProperty("cases").GetProperty(name);
        bool[] y = [.. c.GetProperty("y").EnumerateArray().Select(e => e.GetInt32() == 1)];
        (int[] rest, int[] test) = StratifiedShuffleSplit.Draw(y, 0.2, new Mt19937(42));
        Assert.Equal(Integers(c.GetProperty("test")), test);
        (int[] train, int[] validation) = StratifiedShuffleSplit.Draw([.. rest.Select(i => y[i])], 0.2, new Mt19937(42));
        Assert.Equal(Integers(c.GetProperty("train")), train.Select(i => rest[i]));
        Assert.Equal(Integers(c.GetProperty("validation")), validation.Select(i => rest[i]));
        foreach (int k in new[] { 3, 4 })
        {
            int[] folds = StratifiedKFold.AssignLegacy(y, k, new Mt19937(42));
            JsonElement expected = c.GetProperty($"stratified_kfold{k}_test_folds");
            for (int f = 0; f < k; f++) Assert.Equal(Integers(expected[f]), Enumerable.Range(0, y.Length).Where(i => folds[i] == f));
        }
    }

    [Fact]
    public void Own_folds_keep_sizes_and_class_shares_and_follow_the_seed()
    {
        bool[] y = [.. Enumerable.Range(0, 103).Select(i => i % 7 == 0)];
        int[] folds = StratifiedKFold.Assign(y, 5, new RandomSeed(1).Stream("folds"));
        for (int f = 0; f < 5; f++)
        {
            Assert.InRange(folds.Count(g => g == f), 20, 21);
            Assert.InRange(Enumerable.Range(0, 103).Count(i => folds[i] == f && y[i]), 3, 3);
        }

        Assert.Equal(folds, StratifiedKFold.Assign(y, 5, new RandomSeed(1).Stream("folds")));
        Assert.NotEqual(folds, StratifiedKFold.Assign(y, 5, new RandomSeed(2).Stream("folds")));
    }

    [Fact]
    public void Too_few_of_a_class_is_refused_with_both_counts()
    {
        ThcaException error = Assert.Throws<ThcaException>(() => StratifiedKFold.Assign(Y, 5, RandomSeed.Default.Stream("folds")));
        Assert.Equal("TRAINING_DATA_INSUFFICIENT", error.Code);
        Assert.Contains("4 positive and 16 negative", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bootstrap_keeps_class_counts_and_does_not_depend_on_threads()
    {
        int[] rows = StratifiedBootstrap.Draw(Y, RandomSeed.Default.Stream("b"));
        Assert.Equal(Y.Count(y => y), rows.Count(r => Y[r]));
        double Statistic(int[] r) => r.Sum();
        double[] one = StratifiedBootstrap.Replicate(Y, 50, Statistic, RandomSeed.Default, "sum", Core.Compute.ComputeOptions.SingleThread);
        Assert.Equal(one, StratifiedBootstrap.Replicate(Y, 50, Statistic, RandomSeed.Default, "sum", new Core.Compute.ComputeOptions { MaxDegreeOfParallelism = 2 }));
    }

    private static int[] Integers(JsonElement array) => [.. array.EnumerateArray().Select(e => e.GetInt32())];
}
