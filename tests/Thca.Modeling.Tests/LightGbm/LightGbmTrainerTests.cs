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
    public void Printed_gains_bounds_and_decision_types_are_those_of_the_trainer()
    {
        TrainingFold<LabelledMatrix> rows = PrintedRows();
        using LightGbmBooster booster = LightGbmTrainer.Train(rows, Printed, seed: 42);
        string text = booster.ToText();
        Assert.Contains("split_gain=8.1234 9.2676 1.9834", text, StringComparison.Ordinal);
        Assert.Contains("threshold=-1.0000000180025095e-35 2.5000000000000004 1.5000000000000002", text, StringComparison.Ordinal);
        Assert.Contains("leaf_value=0.09181242786613783 -0.042619784254471597 0.3733282058921269 -0.21244758876547487", text, StringComparison.Ordinal);

        // Missing cells met in training: left, none, right.
        double[] holed = rows.Data.Features.Values.ToArray();
        for (int i = 2; i < 24; i += 5) holed[24 + i] = double.NaN;
        var fold = new TrainingFold<LabelledMatrix>(new LabelledMatrix(new FeatureMatrix(rows.Data.Features.Patients, rows.Data.Features.Names, holed), rows.Data.Outcome.ToArray()));
        using LightGbmBooster missing = LightGbmTrainer.Train(fold, Printed, seed: 42);
        Assert.Contains("decision_type=10 2 8", missing.ToText(), StringComparison.Ordinal);
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

    private static LabelledMatrix WithCategories(int rows, int seed, bool holes)
    {
        RandomStream random = new RandomSeed(seed).Stream("categories");
        double[] site = new double[rows], grade = new double[rows], size = new double[rows];
        var outcome = new bool[rows];
        for (int i = 0; i < rows; i++)
        {
            (site[i], grade[i], size[i]) = (random.NextInt(9), random.NextInt(3), random.NextNormal());
            double score = (site[i] is 1 or 4 or 8 ? 2 : -1.5) + (grade[i] == 1 ? 1 : 0) + 0.5 * size[i];
            outcome[i] = random.NextDouble() < 1 / (1 + Math.Exp(-score));
            if (holes && random.NextDouble() < 0.1) site[i] = double.NaN;
        }

        return new LabelledMatrix(new FeatureMatrix([.. Enumerable.Range(0, rows).Select(i => $"P{i}")], ["site", "size", "grade"], [.. site, .. size, .. grade]), outcome);
    }

    private static readonly bool[] Categories = [true, false, true];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Categories_are_split_by_sets_and_read_back_exactly(bool holes)
    {
        LabelledMatrix rows = WithCategories(1500, 4, holes);
        LightGbmOptions options = new() { CategoricalSplits = true, Leaves = 15, MaxDepth = 6 };
        using LightGbmBooster booster = LightGbmTrainer.Train(new TrainingFold<LabelledMatrix>(rows), null, options, 3, 1, Categories);
        Assert.Contains("cat_threshold=", booster.ToText(), StringComparison.Ordinal);
        TreeEnsemble trees = LightGbmTextReader.Read(booster.ToText());
        Assert.Equal(holes, trees.HandlesMissing(0));

        // Categories never met, missing, negative, fractional and huge codes, in both categorical columns.
        double[] odd = [double.NaN, 9, 31, 32, 500, 3e9, -1, -0.5, 0.7, 4.9, double.NegativeInfinity, double.PositiveInfinity, 0, 1, 4];
        double[][] cells = [.. from a in odd from b in odd select new[] { a, 0.3, b }];
        var hostile = new FeatureMatrix([.. cells.Select((_, i) => $"Q{i}")], rows.Features.Names, [.. Enumerable.Range(0, 3).SelectMany(c => cells.Select(r => r[c]))]);
        foreach (FeatureMatrix features in new[] { rows.Features, hostile })
        {
            double[] native = booster.PredictMargin(features), contributions = booster.PredictContributions(features), phi = new double[3];
            for (int r = 0; r < features.RowCount; r++)
            {
                double[] row = features.Row(r);
                Close.To(native[r], trees.Margin(row), 1e-12, 1e-14, $"row {r}");
                trees.Contributions(row, phi);
                Close.To(contributions.AsSpan(4 * r, 3), phi, 1e-10);
                Close.To(native[r], trees.BaseValue() + phi.Sum(), 0, 1e-9, $"sum of row {r}");
            }
        }
    }

    [Fact]
    public void Categorical_splits_are_off_unless_asked_for()
    {
        var fold = new TrainingFold<LabelledMatrix>(WithCategories(400, 5, holes: false));
        string Text(LightGbmOptions options, bool[]? categories)
        {
            using LightGbmBooster booster = LightGbmTrainer.Train(fold, null, options, 3, 1, categories);
            return booster.ToText();
        }

        string plain = Text(new LightGbmOptions(), null);
        Assert.Equal(plain, Text(new LightGbmOptions(), Categories));
        Assert.Equal(plain, Text(new LightGbmOptions { CategoricalSplits = true }, null));
        Assert.Equal(plain, Text(new LightGbmOptions { CategoricalSplits = true }, [false, false, false]));
        Assert.NotEqual(plain, Text(new LightGbmOptions { CategoricalSplits = true }, Categories));
    }

    [Fact]
    public void Sets_find_what_thresholds_need_many_splits_for()
    {
        LabelledMatrix rows = WithCategories(3000, 6, holes: false);
        int[] train = [.. Enumerable.Range(0, 1500)], test = [.. Enumerable.Range(1500, 1500)];
        LabelledMatrix held = rows.SelectRows(test);
        double Auc(bool sets)
        {
            using LightGbmBooster booster = LightGbmTrainer.Train(new TrainingFold<LabelledMatrix>(rows.SelectRows(train)), null, new LightGbmOptions { CategoricalSplits = sets, Trees = 3, LearningRate = 0.3, Leaves = 3 }, 3, 1, Categories);
            return Thca.Statistics.Roc.RocCurve.Auc(held.Outcome, booster.PredictMargin(held.Features));
        }

        Assert.True(Auc(true) > Auc(false) + 0.02, $"{Auc(true)} and {Auc(false)}");
    }

    [Fact]
    public void Codes_must_be_whole_numbers()
    {
        LabelledMatrix rows = WithCategories(50, 7, holes: true);
        double[] values = rows.Features.Values.ToArray();
        values[3] = 1.5;
        var fold = new TrainingFold<LabelledMatrix>(new LabelledMatrix(new FeatureMatrix(rows.Features.Patients, rows.Features.Names, values), rows.Outcome.ToArray()));
        Assert.Contains("'site' has the value 1.5", Assert.Throws<TableException>(() => LightGbmTrainer.Train(fold, null, new LightGbmOptions { CategoricalSplits = true }, 1, 1, Categories)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => LightGbmTrainer.Train(fold, null, new LightGbmOptions { CategoricalSplits = true }, 1, 1, [true]));
    }

    [Fact]
    public void Missing_library_says_what_to_install()
    {
        NativeLibraryException error = LightGbmLibrary.Missing(new DllNotFoundException("libgomp.so.1: cannot open shared object file"));
        Assert.Contains("libgomp1", error.Message, StringComparison.Ordinal);
        Assert.Equal("NATIVE_LIBRARY_MISSING", error.Code);
    }
}
