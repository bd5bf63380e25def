using System.Globalization;
using System.Text.Json;
using Thca.Core.Tables;
using Thca.Testing;

namespace Thca.EndToEnd.Tests.Demo;

/// <summary>The demonstration study, small, as a user runs it.</summary>
public class DemoTests
{
    [Fact]
    public void Demo_TwentyPatients_WritesEveryFile_SaysWhatCameOut()
    {
        using var folder = new TemporaryFolder();
        ThcaRun run = ThcaRun.Of("demo", "--patients", "20", "--segmentation-steps", "20", "--out", folder.FullName).Expect(0);
        foreach (string said in new[] { "20 synthetic patients", "Cross-validated AUC", "Protein grades", "than with radiomics alone", "predicted risk", "in 20 steps and segmented 3", "model.crit.json" })
            Assert.Contains(said, run.Output, StringComparison.Ordinal);
        using JsonDocument model = JsonDocument.Parse(File.ReadAllBytes(folder.File("model.crit.json")));
        Assert.Equal("crit-model/1", model.RootElement.GetProperty("schema").GetString());
        TextTable prediction = TextTable.Read(folder.File("predictions.csv"));
        Assert.Equal("ok", prediction[0, "Status"]);
        Assert.InRange(double.Parse(prediction[0, "Probability"], CultureInfo.InvariantCulture), 0, 1);
        Assert.Equal(20, TextTable.Read(folder.File("radiomics.csv")).RowCount);
        Assert.Equal(20, TextTable.Read(folder.File("heterogeneity", "ited.csv")).RowCount);
        Assert.True(File.Exists(folder.File("proteins", "tests.csv")));
        Assert.True(File.Exists(folder.File("pathology", "stain-target.json")));
        Assert.All(TextTable.Read(folder.File("pathology", "features.csv")).Column("Stain"), s => Assert.StartsWith("Macenko", s, StringComparison.Ordinal));
        Assert.Contains("radiomics: 20/20", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Demo_TooFewPatients_IsWrongUsage()
    {
        using var folder = new TemporaryFolder();
        ThcaRun run = ThcaRun.Of("demo", "--patients", "3", "--out", folder.FullName).Expect(2);
        Assert.Contains("at least 12", run.Error, StringComparison.Ordinal);
    }
}
