using Thca.Core.Cohorts;
using Thca.Core.Errors;
using Thca.Core.Randomness;
using Thca.Modeling.Data;
using Thca.Modeling.LightGbm;
using Thca.Modeling.Runtime.Trees;
using Thca.Testing;

namespace Thca.Modeling.Tests.LightGbm;

public sealed class LightGbmTrainerTests
{
    /// <summary>Settings of the printed model of two trees.</summary>
    private static readonly LightGbmOptions Printed = LightGbmOptions.LibraryDefaults with
    {
        Trees = 2, L1 = 0.1, L2 = 0.5, LearningRate = 0.2, Leaves = 4, MaxDepth = 3, MinRowsPerLeaf = 2, MinRowsPerBin = 1, PositiveWeight = 2,
    };

    private static TrainingFold<LabelledMatrix> PrintedRows()
    {
        double[] f0 = [.. Enumerable.Range(0, 24).Select(i => (double)(i % 6))], f1 = [.. Enumerable.Range(0, 24).Select(i => 7.0 * i % 11 - 5)], f2 = [.. Enumerable.Range(0, 24).Select(i => 5.0 * i % 4)];
        bool[] y = [.. Enumerable.Range(0, 24).Select(i => (f0[i] >= 3 && f1[i] > 0) || i % 9 == 0)];
        string[] patients = [.. Enumerable.Range(0, 24).Select(i => $"P{i}")];
        return new(new LabelledMatrix(new FeatureMatrix(patients, ["f0", "f1", "f2"], [.. f0, .. f1, .. f2]), y));
    }

    private static FeatureMatrix Rows(params double[][] rows) => new(
        [.. rows.Select((_, i) => $"Q{i}")], ["f0", "f1", "f2"], [.. Enumerable.Range(0, 3).SelectMany(c => rows.Select(r => r[c]))]);

    [Fact]
    public void Printed_model_has_the_printed_margins_and_contributions()
    {
        using LightGbmBooster booster = LightGbmTrainer.Train(PrintedRows(), Printed, seed: 42);
        FeatureMatrix rows = Rows([4, 2, 1], [1, -3, 2], [double.NaN, 2, 3], [5, double.NaN, 0]);
        Close.To([0.17912840568076727, -0.8239947668534965, -0.7855230638305827, 0.17912840568076727], booster.PredictMargin(rows), 1e-12);
        double[] contributions = booster.PredictContributions(rows);
        Close.To([0.3812068301174937, 0.4242040877552505, 0, -0.6262825121919767], contributions.AsSpan(0, 4), 1e-12);
        Assert.Contains("leaf_value=-0.61154717808802161 -0.74290327957611113 -0.19419980021135963 -0.91851303988606448", booster.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Managed_prediction_equals_native_also_for_missing_values()
    {
        LabelledMatrix complete = SyntheticCohort.Rows(300, 20, seed: 7);
        RandomStream random = RandomSeed.Default.Stream("holes");
        double[] holed = [.. complete.Features.Values.ToArray().Select(v => random.NextDouble() < 0.1 ? double.NaN : v)];
        var features = new FeatureMatrix(complete.Features.Patients, complete.Features.Names, holed);
        var fold = new TrainingFold<LabelledMatrix>(new LabelledMatrix(features, complete.Outcome.ToArray()));
        using LightGbmBooster booster = LightGbmTrainer.Train(fold, new LightGbmOptions { Leaves = 15, MaxDepth = 6 }, seed: 3);
        TreeEnsemble trees = LightGbmTextReader.Read(booster.ToText());
        double[] native = booster.PredictMargin(features);
        for (int r = 0; r < features.RowCount; r++) Close.To(native[r], trees.Margin(features.Row(r)), 1e-12);
        using LightGbmBooster again = LightGbmBooster.FromText(booster.ToText(), booster.FeatureNames);
        Close.To(native, again.PredictMargin(features), 1e-12);
    }

    [Fact]
    public void Same_rows_options_and_seed_give_the_same_text_and_another_seed_another()
    {
        var fold = new TrainingFold<LabelledMatrix>(SyntheticCohort.Rows(200, 10, seed: 1));
        string Text(int seed)
        {
            using LightGbmBooster booster = LightGbmTrainer.Train(fold, new LightGbmOptions(), seed);
            return booster.ToText();
        }

        Assert.Equal(Text(5), Text(5));
        Assert.NotEqual(Text(5), Text(6));
    }

    [Fact]
    public void Watched_loss_stops_training_early()
    {
        LabelledMatrix rows = SyntheticCohort.Rows(400, 10, seed: 2, effect: 0.5);
        int[] even = [.. Enumerable.Range(0, 400).Where(i => i % 2 == 0)], odd = [.. Enumerable.Range(0, 400).Where(i => i % 2 == 1)];
        using LightGbmBooster booster = LightGbmTrainer.Train(
            new TrainingFold<LabelledMatrix>(rows.SelectRows(even)), new TrainingFold<LabelledMatrix>(rows.SelectRows(odd)),
            new LightGbmOptions { Trees = 2000, LearningRate = 0.1, StopAfter = 20 }, seed: 1);
        Assert.InRange(booster.TreeCount, 1, 500);
        Assert.Equal(booster.TreeCount, LightGbmTextReader.Read(booster.ToText()).TreeCount);
    }

    [Fact]
    public void Cancellation_stops_between_rounds()
    {
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();
        Assert.Throws<OperationCanceledException>(() => LightGbmTrainer.Train(PrintedRows(), Printed, 1, cancel.Token));
    }

    [Fact]
    public void Bad_input_is_refused_with_the_reason()
    {
        TrainingFold<LabelledMatrix> good = PrintedRows();
        Assert.Contains("LearningRate is 0", Assert.Throws<OptionsException>(() => LightGbmTrainer.Train(good, Printed with { LearningRate = 0, Leaves = 1 }, 1)).Message, StringComparison.Ordinal);
        var oneClass = new TrainingFold<LabelledMatrix>(new LabelledMatrix(good.Data.Features, new bool[24]), "fold 3");
        Assert.Contains("'fold 3' has 0 events in 24 rows", Assert.Throws<ThcaException>(() => LightGbmTrainer.Train(oneClass, Printed, 1)).Message, StringComparison.Ordinal);
        var named = new FeatureMatrix(good.Data.Features.Patients, ["f 0", "f1", "f2"], good.Data.Features.Values.ToArray());
        Assert.Throws<TableException>(() => LightGbmTrainer.Train(new TrainingFold<LabelledMatrix>(new LabelledMatrix(named, good.Data.Outcome.ToArray())), Printed, 1));
        Assert.Throws<ThcaException>(() => LightGbmBooster.FromText("tree\nversion=v4\nnonsense", ["f0"]));
    }

    [Fact]
    public void Missing_library_says_what_to_install()
    {
        NativeLibraryException error = LightGbmLibrary.Missing(new DllNotFoundException("libgomp.so.1: cannot open shared object file"));
        Assert.Contains("libgomp1", error.Message, StringComparison.Ordinal);
        Assert.Equal("NATIVE_LIBRARY_MISSING", error.Code);
    }
}
