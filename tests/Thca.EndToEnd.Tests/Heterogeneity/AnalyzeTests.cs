using Thca.Core.Tables;
using Thca.Core.Volumes;
using Thca.Imaging;
using Thca.Testing;

namespace Thca.EndToEnd.Tests.Heterogeneity;

/// <summary>The habitat analysis as a user runs it: a cohort, resumed, with any number of jobs.</summary>
public sealed class AnalyzeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Analyze_Cohort_WritesEveryTable_EqualAtAnyJobs_AndResumes()
    {
        string cohort = _folder.File("cohort", "cohort.csv");
        ThcaRun.Of("phantom", "cohort", "--patients", "3", "--size", "112,112,40", "--spacing", "0.9,0.9,1.8", "--out", _folder.File("cohort")).Expect(0);
        TextTable cases = TextTable.Read(cohort);
        string missing = Path.Combine(_folder.File("cohort"), cases[1, "Image"]);
        byte[] image = File.ReadAllBytes(missing);
        File.Delete(missing);
        string[] Analyze(string name, string jobs) => ["heterogeneity", "analyze", "--cohort", cohort, "--bootstrap", "20", "--ith-bootstrap", "10", "--stability", "1", "--jobs", jobs, "--out", _folder.File(name)];
        ThcaRun.Of(Analyze("a", "1")).Expect(3);

        TextTable ited = TextTable.Read(_folder.File("a", "ited.csv"));
        Assert.Equal(cases.Column("PatientID"), ited.Column("PatientID"));
        Assert.Equal(1 + 7 * 93 + 2, ited.Header.Count);
        Assert.Equal("iTED_firstorder_10Percentile_CI_width", ited.Header[4]);
        Assert.Equal("FILE_NOT_FOUND", ited[1, "Status"]);
        Assert.Equal("NaN", ited[1, "iTED_glcm_Contrast"]);
        File.WriteAllBytes(missing, image);
        Assert.Contains("2 unchanged", ThcaRun.Of(Analyze("a", "2")).Output, StringComparison.Ordinal);
        ThcaRun.Of(Analyze("b", "2"));
        foreach (string table in (string[])["ited.csv", "ithscore.csv", "summary.csv", "qc.csv", "stability.csv"])
            Assert.Equal(File.ReadAllText(_folder.File("b", table)), File.ReadAllText(_folder.File("a", table)));

        string patient = TextTable.Read(_folder.File("a", "summary.csv")).Column("PatientID")[0];
        LabelMap regions = VolumeFile.ReadLabelMap(_folder.File("a", "subregions", $"{patient}_subregions.nii.gz"));
        LabelMap clusters = VolumeFile.ReadLabelMap(_folder.File("a", "subregions", $"{patient}_clusters.nii.gz"));
        Assert.Equal(regions.Size, clusters.Size);
        Assert.Contains(-1, clusters.DistinctLabels());
    }

    [Fact]
    public void Analyze_WrongThyroidLabels_IsUsage() =>
        ThcaRun.Of("heterogeneity", "analyze", "--image", "a.nii", "--mask", "b.nii", "--thyroid-labels", "1,x", "--out", _folder.File("o")).Expect(2);
}
