using System.Text;
using Thca.Core.Errors;
using Thca.Core.Provenance;
using Thca.Core.Randomness;
using Thca.Pathology.GroupAnalysis.Plan;

namespace Thca.Pathology.Tests.GroupAnalysis.Plan;

public sealed class AnalysisPlanReaderTests
{
    private static AnalysisPlan Parse(string json) => AnalysisPlanReader.Parse(Encoding.UTF8.GetBytes(json));

    [Fact]
    public void FullPlan_IsRead_HashIsThatOfTheBytes()
    {
        const string json = """
            { "schema": "thca-pathology-analysis/1", "primary": ["tumour_area_um2_cv"], "contrast": "high-low", "families": { "heterogeneity": ["tumour_*_cv"], "spatial": [] },
              "covariates": ["tumour_n"], "exclude": [ { "patient": "007", "reason": "consent withdrawn" } ], "seed": 7, "alpha": 0.01 }
            """;
        AnalysisPlan plan = Parse(json);
        Assert.True(plan.IsDeclared);
        Assert.Equal(ContentHash.Of(json), plan.Hash);
        Assert.Equal(new RandomSeed(7), plan.Seed);
        Assert.Equal(0.01, plan.Alpha);
        Assert.Equal(["heterogeneity", "spatial"], plan.Families.Select(f => f.Name));
        Assert.Equal(new PatientExclusion("007", "consent withdrawn"), plan.Exclusions.Single());
        Assert.True(plan.Families[0].Holds("tumour_area_um2_cv"));
        Assert.False(plan.Families[0].Holds("xtumour_area_um2_cv"));
        Assert.False(plan.Families[0].Holds("tumour_area_um2_cv2"));
    }

    [Fact]
    public void SmallestPlan_HasTheDefaults()
    {
        AnalysisPlan plan = Parse("""{ "schema": "thca-pathology-analysis/1" }""");
        Assert.Equal(AnalysisPlan.Default.Primary, plan.Primary);
        Assert.True(plan.IsDeclared);
        Assert.False(AnalysisPlan.Default.IsDeclared);
    }

    [Theory]
    [InlineData("""[1]""", "a list")]
    [InlineData("""{ }""", "'schema'")]
    [InlineData("""{ "schema": "thca-pathology-analysis/2" }""", "'schema'")]
    [InlineData("""{ "schema": "thca-pathology-analysis/1", "primery": [] }""", "'primery' is unknown")]
    [InlineData("""{ "schema": "thca-pathology-analysis/1", "primary": "x" }""", "'primary'")]
    [InlineData("""{ "schema": "thca-pathology-analysis/1", "primary": [] }""", "names no endpoint")]
    [InlineData("""{ "schema": "thca-pathology-analysis/1", "primary": ["a", "a"] }""", "twice")]
    [InlineData("""{ "schema": "thca-pathology-analysis/1", "alpha": 2 }""", "'alpha' is 2")]
    [InlineData("""{ "schema": "thca-pathology-analysis/1", "seed": 1.5 }""", "'seed' is 1.5")]
    [InlineData("""{ "schema": "thca-pathology-analysis/1", "contrast": "low-high" }""", "'contrast'")]
    [InlineData("""{ "schema": "thca-pathology-analysis/1", "exclude": ["007"] }""", "'exclude'")]
    [InlineData("""{ "schema": "thca-pathology-analysis/1", "exclude": [{ "patient": "007" }] }""", "'exclude'")]
    [InlineData("""{ "schema": "thca-pathology-analysis/1", "families": [] }""", "'families'")]
    [InlineData("""{ "schema": "thca-pathology-analysis/1", "schema": "x" }""", "not JSON")]
    [InlineData("""{ "schema": """, "not JSON")]
    [InlineData("", "not JSON")]
    public void WrongPlans_AreRefusedWithTheOffender(string json, string expected) =>
        Assert.Contains(expected, Assert.Throws<DataFormatException>(() => Parse(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void EveryProblem_IsNamedAtOnce()
    {
        string message = Assert.Throws<DataFormatException>(() => Parse("""{ "schema": 1, "x": 1, "alpha": "a" }""")).Message;
        Assert.All((string[])["'schema'", "'x'", "'alpha'"], p => Assert.Contains(p, message, StringComparison.Ordinal));
    }
}
