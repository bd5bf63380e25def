using System.Globalization;
using System.Text.Json;
using Thca.Core.Randomness;
using Thca.Core.Tables;
using Thca.Testing;

namespace Thca.EndToEnd.Tests.Model;

public sealed class ModelCommandTests
{
    [Fact]
    public void Train_predict_explain_evaluate_inspect()
    {
        using var folder = new TemporaryFolder();
        (string features, string clinical) = Cohort(folder, 90);
        string model = folder.File("model"), artifact = Path.Combine(model, "model.crit.json");
        ThcaRun train = ThcaRun.Of("model", "train", "--features", features, "--outcome", $"{clinical}:M_stage", "--preset", "quick", "--trials", "2", "--out", model, "--progress", "none");
        Assert.Equal(0, train.ExitCode);
        Assert.Contains("Nested validation", train.Output, StringComparison.Ordinal);
        using (JsonDocument metrics = JsonDocument.Parse(File.ReadAllText(Path.Combine(model, "metrics.json"))))
        {
            Assert.Equal("crit-metrics/1", metrics.RootElement.GetProperty("schema").GetString());
            Assert.InRange(metrics.RootElement.GetProperty("best").GetProperty("auc_roc").GetProperty("value").GetDouble(), 0.5, 1);
            Assert.Equal(JsonValueKind.Null, metrics.RootElement.GetProperty("external").ValueKind);
        }

        // Without an external cohort the run is complete and ranked on inner predictions alone.
        Assert.Equal("Radiomics", Assert.Single(TextTable.Read(Path.Combine(model, "ranking.csv")).Column("Combination")));
        Assert.Contains("No external cohort", File.ReadAllText(Path.Combine(model, "report.md")), StringComparison.Ordinal);
        foreach (string absent in new[] { "external_seal.json", "stability_analysis_report.md", "external_validation_results.csv", "updating_results.csv" }) Assert.False(File.Exists(Path.Combine(model, absent)), absent);

        File.AppendAllText(features, "broken,NaN,NaN,NaN,NaN,NaN,NaN,MASK_EMPTY,no voxel\n");
        string predictions = folder.File("p.csv"), shap = folder.File("s.csv");
        ThcaRun.Of("model", "predict", "--model", artifact, "--features", features, "--out", predictions).Expect(3);
        TextTable table = TextTable.Read(predictions);
        Assert.Equal(["PatientID", "Raw", "Probability", "RiskGroup"], table.Header.Take(4));
        Assert.Equal(["Status", "Message"], table.Header.TakeLast(2));
        Assert.Equal(("broken", "NaN", "MASK_EMPTY"), (table[90, "PatientID"], table[90, "Probability"], table[90, "Status"]));

        ThcaRun.Of("model", "explain", "--model", artifact, "--features", features, "--out", shap, "--interactions").Expect(3);
        TextTable explained = TextTable.Read(shap);
        for (int r = 0; r < 90; r++) Close.To(table.Number(r, "Raw"), explained.Number(r, "Sum"), 1e-9, 1e-9);
        Assert.True(File.Exists(folder.File("s.interactions.csv")));

        string evaluation = folder.File("evaluation");
        ThcaRun.Of("model", "evaluate", "--predictions", predictions, "--outcome", $"{clinical}:M_stage", "--out", evaluation).Expect(0);
        foreach (string name in new[] { "metrics.json", "calibration.csv", "decision_curve.csv", "roc.csv" }) Assert.True(File.Exists(Path.Combine(evaluation, name)), name);
        ThcaRun inspect = ThcaRun.Of("model", "inspect", "--model", artifact, "--json");
        Assert.Equal("Sound", JsonDocument.Parse(inspect.Output).RootElement.GetProperty("protocol").GetString());
    }

    [Fact]
    public void Phantom_features_with_a_shifted_external_cohort_go_through_the_whole_study()
    {
        using var folder = new TemporaryFolder();
        string here = folder.File("here"), there = folder.File("there"), model = folder.File("model");
        ThcaRun.Of("phantom", "cohort", "--features-only", "--patients", "160", "--out", here).Expect(0);
        ThcaRun.Of("phantom", "cohort", "--features-only", "--patients", "120", "--center-shift", "1", "--id-prefix", "X", "--seed", "7", "--out", there).Expect(0);
        string[] Tables(string from) => [$"clinical={Path.Combine(from, "clinical.csv")}", Path.Combine(from, "radiomics.csv"), Path.Combine(from, "ithscore.csv")];
        ThcaRun.Of(
            ["model", "train", "--features", .. Tables(here), "--outcome", $"{Path.Combine(here, "clinical.csv")}:M_stage", "--external", .. Tables(there), "--external-outcome", $"{Path.Combine(there, "clinical.csv")}:M_stage",
                "--schema", "thca", "--combination", "Clinical+3D_ITHscore", "--preset", "quick", "--trials", "2", "--bootstrap", "2", "--out", model, "--progress", "none"]).Expect(0);
        using JsonDocument metrics = JsonDocument.Parse(File.ReadAllText(Path.Combine(model, "metrics.json")));
        Assert.InRange(metrics.RootElement.GetProperty("best").GetProperty("auc_roc").GetProperty("value").GetDouble(), 0.6, 1);
        Assert.True(metrics.RootElement.GetProperty("external").GetProperty("auc_roc").GetProperty("value").GetDouble() > 0.5);
        Assert.Equal(["LogisticClinical", "StageOnly"], metrics.RootElement.GetProperty("baselines").EnumerateObject().Select(b => b.Name));
        foreach (string name in new[] { "external_seal.json", "stability_analysis_report.md", "case_mix.csv", "updating_results.csv", "subgroup_performance.csv", "optimism.csv", "encoding_mappings.json", "shap_values_external.csv", "all_patients_predictions_Clinical_3D_ITHscore_external.csv" })
            Assert.True(File.Exists(Path.Combine(model, name)), name);
        TextTable patients = TextTable.Read(Path.Combine(model, "all_patients_predictions_Clinical_3D_ITHscore_external.csv"));
        Assert.InRange(patients.RowCount, 100, 120);   // the model abstains where too many values are missing
        Assert.Equal("external", patients[0, "Prediction_Type"]);
        Assert.Contains(patients[0, "Sex"], new[] { "Female", "Male" });
    }

    [Fact]
    public void Same_seed_gives_the_same_bytes_at_1_and_16_jobs()
    {
        using var folder = new TemporaryFolder();
        (string features, string clinical) = Cohort(folder, 80);
        foreach (string jobs in new[] { "1", "16" })
            ThcaRun.Of("model", "train", "--features", features, "--outcome", $"{clinical}:M_stage", "--preset", "quick", "--trials", "5", "--out", folder.File(jobs), "--jobs", jobs, "--progress", "none").Expect(0);
        foreach (string file in Directory.GetFiles(folder.File("1")).Where(f => Path.GetFileName(f) != "run.log.json"))
            Assert.True(File.ReadAllBytes(file).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(folder.File("16"), Path.GetFileName(file)))), Path.GetFileName(file));
        Assert.True(JsonDocument.Parse(File.ReadAllText(Path.Combine(folder.File("1"), "run.log.json"))).RootElement.GetProperty("seconds").GetProperty("training").GetDouble() > 0);
    }

    [Fact]
    public void External_files_are_opened_after_the_model_is_frozen_and_their_absence_is_told_at_once()
    {
        using var folder = new TemporaryFolder();
        (string features, string clinical) = Cohort(folder, 70);
        File.WriteAllText(folder.File("broken.csv"), "this,is\nno table of features\n");
        ThcaRun Train(string external, string outcome) => ThcaRun.Of(
            "model", "train", "--features", features, "--outcome", $"{clinical}:M_stage", "--preset", "quick", "--trials", "1", "--external", external, "--external-outcome", outcome, "--out", folder.File("model"), "--progress", "none");
        Assert.Contains("absent.csv", Train(folder.File("broken.csv"), folder.File("absent.csv") + ":M_stage").Expect(1).Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder.File("model"), "model.crit.json")));
        Assert.Contains("broken.csv", Train(folder.File("broken.csv"), $"{clinical}:M_stage").Expect(1).Error, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder.File("model"), "model.crit.json")));
        Assert.False(File.Exists(Path.Combine(folder.File("model"), "external_seal.json")));
    }

    [Theory]
    [InlineData("reference", "Reference", "resubstitution", 90)]
    [InlineData("reference-corrected", "ReferenceCorrected", "held_out", 18)]
    public void Published_protocols_are_watermarked_and_say_what_they_did(string protocol, string name, string source, int patients)
    {
        using var folder = new TemporaryFolder();
        (string features, string clinical) = Cohort(folder, 90);
        string model = folder.File("model");
        ThcaRun run = ThcaRun.Of("model", "train", "--features", features, "--outcome", $"{clinical}:M_stage", "--protocol", protocol, "--trials", "1", "--out", model, "--progress", "none").Expect(0);
        Assert.Contains("not for inference", run.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(model, "NOT_FOR_INFERENCE.txt")));
        TextTable groups = TextTable.Read(Path.Combine(model, "risk_groups.csv"));
        Assert.Equal(patients, groups.RowCount);
        Assert.All(groups.Column("Prediction_Source"), s => Assert.Equal(source, s));
        using JsonDocument manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(model, "run_manifest.json")));
        Assert.Equal(name, manifest.RootElement.GetProperty("protocol").GetString());
        Assert.Equal(protocol != "reference", manifest.RootElement.GetProperty("settings").GetProperty("Corrected").GetBoolean());
    }

    [Fact]
    public void Study_file_sets_options_and_confirms_units()
    {
        using var folder = new TemporaryFolder();
        (string features, string clinical) = Cohort(folder, 80);
        ThcaRun Train(string study, params string[] more)
        {
            File.WriteAllText(folder.File("study.json"), study);
            return ThcaRun.Of(["model", "train", "--features", features, "--outcome", $"{clinical}:M_stage", "--study", folder.File("study.json"), "--out", folder.File("model"), "--progress", "none", "--require-confirmed-units", .. more]);
        }

        const string Few = """ "preset": "quick", "search": { "trials": 1 }, "metrics": { "replicates": 20, "smoothReplicates": 5 } """;
        ThcaRun assumed = Train("{ \"model\": {" + Few + "} }");
        Assert.Equal(1, assumed.ExitCode);
        Assert.Contains("units of", assumed.Error, StringComparison.Ordinal);
        Train("{ \"model\": {" + Few + ", \"declarations\": { \"unitsConfirmed\": true, \"author\": \"The study group\" } } }").Expect(0);
        Assert.Contains("The study group", File.ReadAllText(Path.Combine(folder.File("model"), "model_card.md")), StringComparison.Ordinal);
        Train("{ \"model\": {" + Few + "} }", "--confirm-units").Expect(0);
        ThcaRun typo = Train("{ \"model\": { \"serch\": {} } }");
        Assert.Equal(2, typo.ExitCode);
        Assert.Contains("model.serch", typo.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "--combination", "Clinical")]
    [InlineData(2, "--combination", "Everything")]
    [InlineData(2, "--external", "x.csv")]
    [InlineData(2, "--folds", "five")]
    [InlineData(2, "--trials", "0")]
    [InlineData(1, "--schema", "thca")]
    public void Wrong_use_is_refused_in_one_line(int exit, string option, string value)
    {
        using var folder = new TemporaryFolder();
        (string features, string clinical) = Cohort(folder, 60);
        ThcaRun run = ThcaRun.Of("model", "train", "--features", features, "--outcome", $"{clinical}:M_stage", "--out", folder.File("model"), option, value);
        Assert.Equal(exit, run.ExitCode);
        Assert.Contains("thca: ", run.Error, StringComparison.Ordinal);
    }

    private static (string Features, string Clinical) Cohort(TemporaryFolder folder, int patients)
    {
        RandomStream random = new RandomSeed(6).Stream("end-to-end");
        string features = folder.File("radiomics.csv"), clinical = folder.File("clinical.csv");
        List<string> rows = ["PatientID,original_glcm_A,original_glcm_B,original_glcm_C,original_shape_D,original_shape_E,original_firstorder_F,Status,Message"], outcomes = ["PatientID,M_stage"];
        for (int i = 0; i < patients; i++)
        {
            bool y = i % 6 == 0;
            IEnumerable<string> values = Enumerable.Range(0, 6).Select(c => (random.NextNormal() + (y && c < 2 ? 1.5 : 0)).ToString("R", CultureInfo.InvariantCulture));
            rows.Add($"{i:D3},{string.Join(',', values)},ok,");
            outcomes.Add($"{i:D3},{(y ? "M1" : "M0")}");
        }

        File.WriteAllText(features, string.Join('\n', rows) + "\n");
        File.WriteAllText(clinical, string.Join('\n', outcomes) + "\n");
        return (features, clinical);
    }
}
