using Microsoft.ML;
using Microsoft.ML.Data;
using Thca.Core.Cohorts;
using Thca.Core.Contracts;
using Thca.Core.Errors;
using Thca.Core.Features;
using Thca.Core.Randomness;
using Thca.Modeling.Data;
using Thca.Modeling.LightGbm;
using Thca.Modeling.Metrics;
using Thca.Modeling.Prediction;
using Thca.Modeling.Runtime;
using Thca.Modeling.Training;
using Thca.Statistics.Resampling;
using Thca.Statistics.Roc;
using Thca.Testing;

namespace Thca.Modeling.MLNet.Tests;

public sealed class MlNetTests
{
    private static (FeatureTable Table, OutcomeColumn Outcome) Cohort(int patients = 300)
    {
        RandomStream random = new RandomSeed(4).Stream("mlnet");
        string[] keys = [.. Enumerable.Range(0, patients).Select(i => $"P{i:D3}")];
        bool[] y = [.. keys.Select((_, i) => i % 5 == 0)];
        FeatureColumn[] columns = [.. Enumerable.Range(0, 6).Select(c => new FeatureColumn($"original_glcm_F{c}", [.. y.Select(v => random.NextNormal() + (v && c < 3 ? 1 : 0))]))];
        return (new FeatureTable(keys, columns), new OutcomeColumn("M_stage", keys.Select((k, i) => KeyValuePair.Create(k, (bool?)y[i]))));
    }

    [Fact]
    public void Table_survives_the_way_to_a_data_view_and_back()
    {
        (FeatureTable table, OutcomeColumn outcome) = Cohort(20);
        var context = new MLContext(1);
        FeatureTable back = context.ToFeatureTable(context.ToDataView(table, outcome));
        Assert.Equal(table.Keys, back.Keys);
        Assert.Equal("glcm_F0", back.Columns[0].Name);
        Assert.Equal(table.Columns[3].Values.ToArray(), back.Columns[3].Values.ToArray());
        Assert.Equal(4, context.ToDataView(table, outcome).GetColumn<bool>("Label").Count(l => l));
        Assert.Throws<TableException>(() => context.ToFeatureTable(context.Data.LoadFromEnumerable([new CritRow()])));
    }

    [Fact]
    public void Crit_model_predicts_the_same_inside_a_pipeline()
    {
        (FeatureTable table, OutcomeColumn outcome) = Cohort();
        var options = new CritTrainingOptions { Validation = new CrossValidationOptions { Folds = 3, Repeats = 1 }, Metrics = new MetricOptions { Replicates = 10, SmoothReplicates = 2 }, ThresholdReplicates = 5 };
        CritModel model = CritModel.FromArtifact(CritTrainer.Train(table, outcome, options).Artifact);
        var context = new MLContext(1);
        IDataView view = context.ToDataView(table);
        double[] probability = [.. context.CritTransformer(model, view).Transform(view).GetColumn<double>("Probability")];
        Close.To(new CritRiskModel(model).PredictProbability(table), probability, 1e-14);
        Assert.Throws<TableException>(() => context.CritTransformer(model, context.ToDataView(table.SelectColumns(["original_glcm_F5"]))));
    }

    [Fact]
    public void Both_trainers_agree_on_the_same_folds()
    {
        (FeatureTable table, OutcomeColumn outcome) = Cohort();
        LabelledMatrix rows = TrainingTable.Create(FeatureTableIntake.From([table]), outcome).Rows;
        int[] folds = StratifiedKFold.Assign(rows.Outcome, 3, RandomSeed.Default.Stream("folds"));
        var options = new LightGbmOptions { RowFraction = 1, ColumnFraction = 1 };
        for (int f = 0; f < 3; f++)
        {
            (TrainingFold<LabelledMatrix> train, EvaluationFold<LabelledMatrix> held) = rows.Split(folds, f, $"fold {f}");
            using LightGbmBooster own = LightGbmTrainer.Train(train, options, 1);
            IRiskModel other = MlNetLightGbm.Train(train, options, 1);
            FeatureTable heldTable = table.SelectRows([.. Enumerable.Range(0, rows.RowCount).Where(r => folds[r] == f)]);
            double a = RocCurve.Auc(held.Data.Outcome, own.PredictMargin(held.Data.Features)), b = RocCurve.Auc(held.Data.Outcome, other.PredictProbability(heldTable));
            Assert.InRange(a - b, -0.03, 0.03);
            Assert.True(a > 0.7);
        }
    }
}
