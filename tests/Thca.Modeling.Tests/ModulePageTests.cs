using Thca.Core.Cohorts;
using Thca.Core.Features;
using Thca.Core.Tables;
using Thca.Modeling.Data;
using Thca.Modeling.Metrics;
using Thca.Modeling.Output;
using Thca.Modeling.Prediction;
using Thca.Modeling.Runtime;
using Thca.Modeling.Search;
using Thca.Modeling.Tests.Data;
using Thca.Modeling.Training;
using Thca.Modeling.Validation;
using Thca.Testing;

namespace Thca.Modeling.Tests;

/// <summary>The code of the module page, run.</summary>
public sealed class ModulePageTests
{
    [Fact]
    public void Train_validate_and_predict()
    {
        using var workspace = new TemporaryFolder();
        (FeatureTable table, OutcomeColumn truth) = SyntheticCohort.Draw(90, 20, seed: 1, informative: 4, effect: 1.2);
        string radiomics = workspace.File("radiomics.csv"), folder = workspace.File("model");
        string clinical = workspace.Write("clinical.csv", "PatientID,Age,M_stage\n" + string.Concat(table.Keys.Select((k, i) => $"{k},{40 + i % 30},{(truth[k] == true ? 1 : 0)}\n")));
        FeatureTableFile.Write(table, radiomics);

        #region train
        OutcomeColumn outcome = OutcomeColumn.Read($"{clinical}:M_stage");
        PatientRecords records = FeatureTableIntake.Read([new FeatureSource(radiomics), new FeatureSource(clinical)], new IntakeOptions { OutcomeColumn = "M_stage" });
        var development = new TrainingFold<TrainingTable>(TrainingTable.Create(records, outcome), "development");
        CritTrainingOptions options = CritTrainingOptions.Preset("quick") with { Combinations = FeatureCombination.Constructible(development.Data.Features) };
        CritTrainingResult result = CritTrainer.Train(development, options);
        MetricEstimate auc = result.Metrics["auc_roc"];   // nested, the choice of combination included, with its interval
        TrainingFiles.Write(result, folder, options);     // model.crit.json and every table of the study
        #endregion

        Assert.InRange(auc.Value, 0.5, 1);

        #region external
        var files = new SealedCohort([new FeatureSource(radiomics), new FeatureSource(clinical)], $"{clinical}:M_stage");
        (EvaluationFold<PatientRecords> patients, OutcomeColumn known) = files.Open(result.Artifact, folder);   // only a frozen model opens it
        ExternalValidation external = ExternalValidation.Evaluate(result.Artifact, patients, known);
        #endregion

        Assert.Equal(90, external.Risks.Count);

        #region predict
        var model = new CritRiskModel(CritModel.Load(Path.Combine(folder, TrainingFiles.Model)));
        PatientRecords newPatients = FeatureTableIntake.Read([new FeatureSource(radiomics), new FeatureSource(clinical)], new IntakeOptions { KeepIncomplete = true });
        TextTable predictions = PredictionTable.Predict(model, newPatients);   // one row per patient, whatever happens
        #endregion

        Assert.Equal(90, predictions.RowCount);
    }

    [Fact]
    public void Search_anything()
    {
        #region search
        var space = new SearchSpace(
            SearchParameter.Categorical("kernel", "linear", "gaussian"),
            SearchParameter.Float("width", 0.01, 10, log: true).OnlyIf("kernel", "gaussian"));
        var search = new TpeOptimizer(space);
        search.Run(40, trial => trial.Values.TryGetValue("width", out double width) ? -Math.Abs(Math.Log(width)) : -1);
        double best = search.Best!.Value;   // the same with one worker and with eight
        #endregion

        Assert.InRange(best, -0.5, 0);
    }
}
