using Thca.Core.Cohorts;
using Thca.Core.Features;
using Thca.Core.Randomness;
using Thca.Modeling.Data;
using Thca.Modeling.Declarations;
using Thca.Modeling.Runtime;
using Thca.Modeling.Runtime.Features;
using Thca.Modeling.Runtime.Scoring;
using Thca.Modeling.Training;
using Thca.Testing;

namespace Thca.Modeling.Tests.Data;

public sealed class DerivedRatioTests
{
    private static PatientColumn Column(string name, params double[] values) => new(name, Modality.Clinical, values, []);

    [Fact]
    public void Missing_ratios_are_filled_and_differing_ones_counted()
    {
        (IReadOnlyList<PatientColumn> columns, IReadOnlyList<DerivedRatio> ratios, IReadOnlyList<string> warnings) = DerivedRatio.Apply(
            [Column("NE", 4, 6, 3, 3), Column("LYM", 2, 2, 1, 0), Column("NLR", 2, double.NaN, 3.1, double.NaN), Column("PLR", 1, 2, 3, 4)]);
        Assert.Equal([2, 3, 3.1, double.NaN], columns[2].Numbers);
        Assert.Equal("NLR", Assert.Single(ratios).Name);
        Assert.Contains("1 of 2 patients", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_of_that_name_that_is_no_ratio_is_left_alone()
    {
        (IReadOnlyList<PatientColumn> columns, IReadOnlyList<DerivedRatio> ratios, IReadOnlyList<string> warnings) = DerivedRatio.Apply(
            [Column("NE", 4, 6, 3), Column("LYM", 2, 2, 1), Column("NLR", 0.5, double.NaN, 0.3)]);
        Assert.Empty(ratios);
        Assert.True(double.IsNaN(columns[2].Numbers[1]));
        Assert.Contains("not treated", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Ratio_and_confirmed_units_reach_the_artifact_and_the_prediction()
    {
        CritModel model = CritModel.FromArtifact(Train(new StudyDeclarations { UnitsConfirmed = true, TimeOfUse = "before surgery", Features = new Dictionary<string, FeatureDeclaration> { ["TG"] = new() { Unit = "ug/L", Timing = CritTiming.PostOperative } } }).Artifact);
        Assert.All(model.Artifact.Features, f => Assert.NotEqual(CritUnitStatus.Assumed, f.UnitStatus));
        Assert.Equal(("ug/L", CritUnitStatus.Stated), (model.Artifact.Features.Single(f => f.Name == "TG").Unit, model.Artifact.Features.Single(f => f.Name == "TG").UnitStatus));
        Assert.Equal("no", model.Artifact.Checks.Single(c => c.Id == "P2.3").Answer);
        CritDerived nlr = Assert.Single(model.Artifact.Derived);
        Assert.Equal((CritDerivedExpression.Nlr, "NE", "LYM"), (nlr.Expression, nlr.Inputs[0], nlr.Inputs[1]));

        Dictionary<string, CritInput> inputs = new() { ["NLR"] = CritInput.Of(2.0), ["TG"] = CritInput.Of(1.0), ["NE"] = CritInput.Of(4.0), ["LYM"] = CritInput.Of(2.0) };
        CritPrediction given = model.Predict(inputs);
        Assert.DoesNotContain(given.Warnings, w => w.Code == WarningCodes.DerivedDiffers);
        inputs["NLR"] = CritInput.Of(2.2);
        Assert.Contains(model.Predict(inputs).Warnings, w => w.Code == WarningCodes.DerivedDiffers);
        inputs.Remove("NLR");
        Close.To(given.Margin, model.Predict(inputs).Margin, 0, 0);
        Assert.Contains(CritModel.FromArtifact(Train(new StudyDeclarations()).Artifact).Artifact.Features, f => f.UnitStatus == CritUnitStatus.Assumed);
    }

    private static CritTrainingResult Train(StudyDeclarations declarations)
    {
        RandomStream random = new RandomSeed(4).Stream("ratio");
        string[] keys = [.. Enumerable.Range(0, 120).Select(i => $"P{i:D3}")];
        bool[] y = [.. keys.Select((_, i) => i % 5 == 0)];
        double[] ne = [.. y.Select(v => Math.Exp(0.3 * random.NextNormal()) * (v ? 6 : 3.5))], lym = [.. y.Select(_ => 2 * Math.Exp(0.2 * random.NextNormal()))];
        var table = new FeatureTable(keys,
        [
            new FeatureColumn("NE", ne), new FeatureColumn("LYM", lym), new FeatureColumn("NLR", [.. ne.Select((v, i) => v / lym[i])]), new FeatureColumn("TG", [.. y.Select(v => random.NextNormal() + (v ? 1 : 0))]),
        ]);
        var outcome = new OutcomeColumn("M_stage", keys.Select((k, i) => KeyValuePair.Create(k, (bool?)y[i])));
        TrainingTable whole = TrainingTable.Create(FeatureTableIntake.From([table]), outcome);

        // Only the ratio and thyroglobulin go into the model; the parts are inputs of the ratio.
        TrainingTable narrow = whole.SelectColumns([2, 3]);
        return CritTrainer.Train(new TrainingFold<TrainingTable>(narrow), new CritTrainingOptions { Declarations = declarations, Validation = new CrossValidationOptions { Folds = 3, Repeats = 1 }, Metrics = new() { Replicates = 0, SmoothReplicates = 0 }, ThresholdReplicates = 5, RankingReplicates = 0 });
    }
}
