using Thca.Core.Cohorts;
using Thca.Core.Errors;
using Thca.Core.Randomness;
using Thca.Modeling.Data;
using Thca.Modeling.Imbalance;

namespace Thca.Modeling.Tests.Imbalance;

public sealed class ResamplerContractTests
{
    public static TheoryData<ResamplingMethod> Methods => [.. Enum.GetValues<ResamplingMethod>()];

    private static TrainingFold<LabelledMatrix> Fold() => new(SyntheticCohort.Rows(120, 6, seed: 4, effect: 0.8));

    private static LabelledMatrix Apply(TrainingFold<LabelledMatrix> fold, ResamplingOptions options, long seed = 1) =>
        Resampler.Apply(fold, options, new RandomSeed(seed), "test").Data;

    [Theory]
    [MemberData(nameof(Methods))]
    public void Same_seed_same_rows_and_the_input_is_left_alone(ResamplingMethod method)
    {
        TrainingFold<LabelledMatrix> fold = Fold();
        double[] before = fold.Data.Features.Values.ToArray();
        var options = new ResamplingOptions { Method = method, Ratio = 0.8 };
        LabelledMatrix first = Apply(fold, options), second = Apply(fold, options);
        Assert.Equal(first.Features.Values.ToArray(), second.Features.Values.ToArray());
        Assert.Equal(before, fold.Data.Features.Values.ToArray());
        Assert.True(first.Events > 0 && first.Events < first.RowCount);
    }

    [Theory]
    [InlineData(ResamplingMethod.Smote)]
    [InlineData(ResamplingMethod.Borderline1)]
    [InlineData(ResamplingMethod.RandomOver)]
    [InlineData(ResamplingMethod.SmoteNc)]
    public void Over_sampling_keeps_the_originals_first_and_reaches_the_ratio(ResamplingMethod method)
    {
        TrainingFold<LabelledMatrix> fold = Fold();
        LabelledMatrix balanced = Apply(fold, new ResamplingOptions { Method = method, Ratio = 0.8 });
        Assert.Equal(fold.Data.Features.Patients, balanced.Features.Patients.Take(120));
        int majority = fold.Data.RowCount - fold.Data.Events;
        Assert.Equal((int)(0.8 * majority - fold.Data.Events), balanced.RowCount - 120);
        Assert.All(balanced.Features.Patients.Skip(120), p => Assert.StartsWith("synthetic-", p, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_SMOTE_row_lies_inside_the_box_of_the_minority()
    {
        TrainingFold<LabelledMatrix> fold = Fold();
        LabelledMatrix balanced = Apply(fold, new ResamplingOptions { Method = ResamplingMethod.Smote });
        for (int c = 0; c < 6; c++)
        {
            double[] minority = [.. Enumerable.Range(0, 120).Where(r => fold.Data.Outcome[r]).Select(r => fold.Data.Features[r, c])];
            for (int r = 120; r < balanced.RowCount; r++) Assert.InRange(balanced.Features[r, c], minority.Min() - 1e-12, minority.Max() + 1e-12);
        }
    }

    [Fact]
    public void Categories_of_synthetic_rows_are_codes_that_occur()
    {
        LabelledMatrix rows = SyntheticCohort.Rows(100, 2, seed: 9);
        double[] values = rows.Features.Values.ToArray();
        for (int r = 0; r < 100; r++) values[r] = r % 3;
        var fold = new TrainingFold<LabelledMatrix>(new LabelledMatrix(new FeatureMatrix(rows.Features.Patients, rows.Features.Names, values), rows.Outcome.ToArray()));
        foreach (ResamplingMethod method in new[] { ResamplingMethod.Smote, ResamplingMethod.SmoteNc })
        {
            LabelledMatrix balanced = Resampler.Apply(fold, new ResamplingOptions { Method = method }, RandomSeed.Default, "c", [true, false]).Data;
            Assert.All(balanced.Features.Column(0).ToArray(), v => Assert.Contains(v, new[] { 0.0, 1, 2 }));
        }
    }

    [Fact]
    public void Under_sampling_keeps_every_minority_row()
    {
        LabelledMatrix under = Apply(Fold(), new ResamplingOptions { Method = ResamplingMethod.RandomUnder, Ratio = 0.5 });
        Assert.Equal(Fold().Data.Events, under.Events);
        Assert.Equal(2 * under.Events, under.RowCount - under.Events);
    }

    [Fact]
    public void Without_endangered_rows_borderline_makes_nothing_and_ADASYN_says_use_SMOTE()
    {
        string[] patients = [.. Enumerable.Range(0, 40).Select(i => $"P{i}")];
        double[] x = [.. Enumerable.Range(0, 28).Select(i => i * 0.01), .. Enumerable.Range(0, 12).Select(i => 100 + i * 0.01)];
        bool[] y = [.. Enumerable.Range(0, 40).Select(i => i >= 28)];
        var fold = new TrainingFold<LabelledMatrix>(new LabelledMatrix(new FeatureMatrix(patients, ["x"], x), y));
        Assert.Equal(40, Apply(fold, new ResamplingOptions { Method = ResamplingMethod.Borderline1 }).RowCount);
        Assert.Contains("Use SMOTE", Assert.Throws<ThcaException>(() => Apply(fold, new ResamplingOptions { Method = ResamplingMethod.Adasyn })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        Assert.Throws<OptionsException>(() => Apply(Fold(), new ResamplingOptions { Method = ResamplingMethod.Smote, Ratio = double.NaN }));
        Assert.Throws<ThcaException>(() => Apply(Fold(), new ResamplingOptions { Method = ResamplingMethod.Smote, Ratio = 0.05 }));
        LabelledMatrix rows = Fold().Data;
        Assert.Throws<ThcaException>(() => Apply(new(new LabelledMatrix(rows.Features, new bool[120])), new ResamplingOptions { Method = ResamplingMethod.Smote }));
        int[] onePositive = [.. Enumerable.Range(0, 120).Where(r => !rows.Outcome[r]), rows.Outcome.IndexOf(true)];
        Assert.Throws<ThcaException>(() => Apply(new(rows.SelectRows(onePositive)), new ResamplingOptions { Method = ResamplingMethod.Smote }));
    }
}
