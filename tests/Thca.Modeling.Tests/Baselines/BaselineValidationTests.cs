using Thca.Core.Features;
using Thca.Core.Randomness;
using Thca.Modeling.Baselines;
using Thca.Modeling.Data;
using Thca.Modeling.Metrics;
using Thca.Modeling.Training;

namespace Thca.Modeling.Tests.Baselines;

public sealed class BaselineValidationTests
{
    private static readonly CritTrainingOptions Options = new() { Validation = new CrossValidationOptions { Folds = 5, Repeats = 2 }, Metrics = new MetricOptions { Replicates = 0, SmoothReplicates = 0 } };

    private static TrainingTable Cohort(bool constant = false)
    {
        RandomStream random = new RandomSeed(9).Stream("baseline");
        string[] keys = [.. Enumerable.Range(0, 300).Select(i => $"P{i:D3}")];
        bool[] y = [.. keys.Select((_, i) => i % 6 == 0)];
        PatientColumn stage = new("T_stage", Modality.Clinical, [], [.. y.Select(v => constant ? "T1" : $"T{1 + (random.NextDouble() < (v ? 0.8 : 0.3) ? 2 : 0) + (int)(2 * random.NextDouble())}")]);
        PatientColumn age = new("Age", Modality.Clinical, [.. y.Select(v => constant ? 50.0 : 50 + 10 * random.NextNormal() + (v ? 8 : 0))], []);
        var records = new PatientRecords { Patients = keys, Columns = [stage, age] };
        return TrainingTable.Create(records, new OutcomeColumn("M_stage", keys.Select((k, i) => KeyValuePair.Create(k, (bool?)y[i]))));
    }

    [Fact]
    public void Simple_models_are_validated_on_the_same_folds_and_find_what_is_there()
    {
        BaselineResult[] results = BaselineValidation.Run(Cohort(), Options, RandomSeed.Default, null, default);
        Assert.Equal(["LogisticClinical", "StageOnly"], results.Select(r => r.Name));
        Assert.Equal(["T_stage"], results[1].Features);
        Assert.All(results, r => Assert.Equal(600, r.OutOfFold.Count));
        Assert.InRange(results[1].Metrics["auc_roc"].Value, 0.65, 0.9);
        Assert.True(results[0].Metrics["auc_roc"].Value > results[1].Metrics["auc_roc"].Value);
        Assert.InRange(results[0].Metrics["oe_ratio"].Value, 0.85, 1.15);
        Assert.Equal(results[0].OutOfFold, BaselineValidation.Run(Cohort(), Options, RandomSeed.Default, Thca.Core.Compute.ComputeOptions.SingleThread, default)[0].OutOfFold);
    }

    [Fact]
    public void A_baseline_without_anything_that_varies_is_left_out() => Assert.Empty(BaselineValidation.Run(Cohort(constant: true), Options, RandomSeed.Default, null, default));

    [Fact]
    public void No_clinical_column_no_baseline()
    {
        (FeatureTable table, OutcomeColumn outcome) = SyntheticCohort.Draw(60, 4, 1);
        Assert.Empty(BaselineValidation.Run(TrainingTable.Create(FeatureTableIntake.From([table]), outcome), Options, RandomSeed.Default, null, default));
    }
}
