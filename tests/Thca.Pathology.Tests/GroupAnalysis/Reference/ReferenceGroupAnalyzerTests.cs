using System.Text.Json;
using Thca.Core.Errors;
using Thca.Core.Features;
using Thca.Core.Outcomes;
using Thca.Core.Randomness;
using Thca.Core.Tables;
using Thca.Pathology.GroupAnalysis.Reference;
using Thca.Testing;

namespace Thca.Pathology.Tests.GroupAnalysis.Reference;

/// <summary>The original's tables of twelve simulated patients, to 1e-9.</summary>
public sealed class ReferenceGroupAnalyzerTests
{
    private static ReferenceGroupResult Golden(FeatureTable? imaging = null)
    {
        using JsonDocument index = JsonDocument.Parse(File.ReadAllText(SharedData.Path("golden", "pathology", "index.json")));
        TextTable nuclei = TextTable.Read(SharedData.Path("golden", "pathology", "nuclei.csv"));
        bool In(string list, string id) => index.RootElement.GetProperty(list).EnumerateArray().Any(v => v.GetRawText() == id);
        string[] ids = [.. nuclei.Column("patient_id").Distinct()];
        return ReferenceGroupAnalyzer.Analyze(
            [.. ids.Select(id => new ReferencePatient(
                id, In("high_risk", id), In("metastasis", id),
                nuclei.Header.Skip(1).ToDictionary(h => h, h => Enumerable.Range(0, nuclei.RowCount).Where(r => nuclei[r, "patient_id"] == id).Select(r => nuclei.Number(r, h)).ToArray()),
                [.. index.RootElement.GetProperty("cellular_ith").GetProperty(id).EnumerateObject().Select(p => KeyValuePair.Create(p.Name, p.Value.GetDouble()))]))],
            imaging);
    }

    [Theory]
    [InlineData("ith_differences.csv")]
    [InlineData("morphology_tests.csv")]
    public void Tests_EqualTheStoredTables(string file)
    {
        ReferenceGroupResult result = Golden();
        TextTable expected = TextTable.Read(SharedData.Path("golden", "pathology", file));
        IReadOnlyList<ReferenceTest> tests = file.StartsWith("ith", StringComparison.Ordinal) ? result.Heterogeneity : result.Morphology;
        Assert.Equal(expected.Column("feature"), tests.Select(t => t.Feature));
        for (int r = 0; r < tests.Count; r++)
        {
            ReferenceTest t = tests[r];
            Close.To(
                [expected.Number(r, "high_mean"), expected.Number(r, "high_std"), expected.Number(r, "low_mean"), expected.Number(r, "low_std"), expected.Number(r, "p_value"), expected.Number(r, "effect_size")],
                [t.HighMean, t.HighStd, t.LowMean, t.LowStd, t.P, t.Effect],
                1e-9, 1e-12, t.Feature);
        }
    }

    [Theory]
    [InlineData("composition.csv")]
    [InlineData("morphology.csv")]
    [InlineData("spatial.csv")]
    [InlineData("integrated.csv")]
    public void Measures_EqualTheStoredTables(string file)
    {
        ReferenceGroupResult result = Golden();
        TextTable expected = TextTable.Read(SharedData.Path("golden", "pathology", file));
        IReadOnlyList<KeyValuePair<string, double[]>> columns = file switch
        {
            "composition.csv" => result.CompositionValues,
            "morphology.csv" => result.MorphologyValues,
            "spatial.csv" => result.SpatialValues,
            _ => [.. result.Candidates, KeyValuePair.Create("composite_score", result.Score.ToArray())],
        };
        Assert.Equal(expected.Header.Skip(2), columns.Select(c => c.Key));
        foreach ((string name, double[] values) in columns)
            Close.To([.. Enumerable.Range(0, expected.RowCount).Select(r => expected.Number(r, name))], values, 1e-9, 1e-12, name);
    }

    [Fact]
    public void Correlations_UndefinedCellsAreNaN_NotZero()
    {
        var imaging = new FeatureTable(
            [.. Enumerable.Range(1, 12).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture))],
            [new FeatureColumn("iTED_a", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]), new FeatureColumn("flat", new double[12]), new FeatureColumn("M_stage", new double[12])]);
        ReferenceGroupResult result = Golden(imaging);
        Assert.All(result.Correlations.Where(c => c.Imaging == "flat"), c => Assert.True(double.IsNaN(c.R) && double.IsNaN(c.P)));
        Assert.DoesNotContain(result.Correlations, c => c.Imaging == "M_stage");
        Assert.Contains(result.Correlations, c => c is { Pathology: "composite_score", Imaging: "iTED_a" } && c.R > 0.3);
    }

    [Fact]
    public void OneGroupOnly_IsRefused()
    {
        ReferencePatient patient = new("1", true, true, new Dictionary<string, double[]>(), []);
        Assert.Equal(ProblemCodes.GroupTooSmall, Assert.Throws<ThcaException>(() => ReferenceGroupAnalyzer.Analyze([patient])).Code);
    }

    /// <summary>Why the original's score proves nothing: on independent noise it is "significant" in most data sets.</summary>
    [Fact]
    public void CircularScore_OnNoise_IsMostlySignificant()
    {
        const int replicates = 200;
        RandomStream random = RandomSeed.Default.Stream("circular");
        // Risk groups six and six; the outcomes differ from them in one high-risk patient.
        ReferencePatient[] patients = [.. Enumerable.Range(0, 12).Select(i => new ReferencePatient(i.ToString(System.Globalization.CultureInfo.InvariantCulture), i >= 6, i >= 7, new Dictionary<string, double[]>(), []))];
        int significant = 0;
        for (int r = 0; r < replicates; r++)
        {
            KeyValuePair<string, double[]>[] noise = [.. Enumerable.Range(0, 37).Select(c => KeyValuePair.Create($"c{c}", Enumerable.Range(0, 12).Select(_ => random.NextNormal()).ToArray()))];
            HashSet<string> chosen = [.. ReferenceGroupAnalyzer.Chosen([.. noise.Take(25).Select(c => ReferenceTest.Of(c.Key, c.Value[6..], c.Value[..6]))])];
            double[] score = ReferenceGroupAnalyzer.Score([.. noise.Skip(25), .. noise.Take(25).Where(c => chosen.Contains(c.Key))], patients);
            if (score.Length > 0 && ReferenceTest.Of("score", score[6..], score[..6]).P < 0.05) significant++;
        }

        TestContext.Current.SendDiagnosticMessage("circular score: p < 0.05 in {0} of {1} noise data sets", significant, replicates);
        Assert.True(significant > 0.6 * replicates);
    }
}
