using Thca.Core.Cohorts;
using Thca.Core.Errors;
using Thca.Core.Features;
using Thca.Modeling.Data;
using Thca.Modeling.Metrics;
using Thca.Modeling.Output;
using Thca.Modeling.Reference;
using Thca.Modeling.Runtime;
using Thca.Modeling.Runtime.Artifact;
using Thca.Modeling.Training;
using Thca.Testing;

namespace Thca.Modeling.Tests.Reference;

public sealed class ReferenceTrainerTests
{
    private static readonly ReferenceOptions Small = new() { Trials = 2, Metrics = new MetricOptions { Replicates = 20, SmoothReplicates = 5, Undefined = UndefinedValues.Published } };

    private static TrainingTable Table()
    {
        (FeatureTable table, OutcomeColumn outcome) = SyntheticCohort.Draw(260, 12, seed: 8, informative: 3, effect: 1.0);
        FeatureColumn[] columns = [.. table.Columns.Select((c, i) => i < 8 ? c : c.Rename($"Clinical_{i}"))];
        return TrainingTable.Create(FeatureTableIntake.From([new FeatureTable(table.Keys, columns)]), outcome);
    }

    [Fact]
    public void Published_procedure_shows_its_marks()
    {
        CritTrainingResult result = ReferenceTrainer.Train(new TrainingFold<TrainingTable>(Table()), null, Small);
        Assert.Equal(CritProtocol.Reference, result.Artifact.Protocol);
        Assert.True(result.Artifact.Thresholds[0].Value <= 0.25);
        Assert.Equal(260, result.Risks.Count);
        Assert.All(result.Risks, r => Assert.Equal("in_sample", r.Source));
        Assert.Equal(52, result.OutOfFold.Count);
        Assert.Contains(CritModel.FromArtifact(result.Artifact).Inspect().Warnings, w => w.Code == "PROTOCOL_NOT_FOR_INFERENCE");
        using var folder = new TemporaryFolder();
        TrainingFiles.Write(result, folder.FullName);
        Assert.True(File.Exists(folder.File("NOT_FOR_INFERENCE.txt")));
    }

    [Fact]
    public void Corrected_procedure_keeps_the_design_without_in_sample_risks()
    {
        CritTrainingResult result = ReferenceTrainer.Train(new TrainingFold<TrainingTable>(Table()), null, Small with { Corrected = true });
        Assert.Equal(CritProtocol.ReferenceCorrected, result.Artifact.Protocol);
        Assert.Equal(52, result.Risks.Count);
        Assert.All(result.Risks, r => Assert.Equal("internal_test", r.Source));
    }

    [Fact]
    public void Split_has_the_published_sizes()
    {
        ReferenceSplit split = ReferenceSplit.Of(Table().Rows.Outcome, 42);
        Assert.Equal((52, 42, 166), (split.Test.Length, split.Validation.Length, split.Train.Length));
        Assert.Equal(260, split.Train.Concat(split.Validation).Concat(split.Test).Distinct().Count());
    }

    [Fact]
    public void Missing_values_are_refused()
    {
        TrainingTable table = Table();
        double[] values = table.Rows.Features.Values.ToArray();
        values[5] = double.NaN;
        var holed = new LabelledMatrix(new FeatureMatrix(table.Rows.Features.Patients, table.Rows.Features.Names, values), table.Rows.Outcome.ToArray());
        Assert.Throws<TableException>(() => ReferenceTrainer.Train(new TrainingFold<TrainingTable>(table with { Rows = holed }), null, Small));
    }
}
