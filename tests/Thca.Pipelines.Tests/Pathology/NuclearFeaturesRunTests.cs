using Thca.Core.Compute;
using Thca.Core.Features;
using Thca.Core.Tables;
using Thca.Pathology.Heterogeneity;
using Thca.Pathology.NuclearFeatures;
using Thca.Pathology.Nuclei;
using Thca.Pathology.Slides;
using Thca.Pipelines.Pathology;
using Thca.Testing;

namespace Thca.Pipelines.Tests.Pathology;

public class NuclearFeaturesRunTests
{
    private static readonly NuclearFeaturesRunOptions Quick = new()
    {
        Heterogeneity = new HeterogeneityOptions { FewestNuclei = 10, BootstrapReplicates = 20, MoranPermutations = 19, Envelopes = 9 },
    };

    [Fact]
    public void Run_Cohort_HasARowForEveryNucleusAndPatient()
    {
        using var folder = new TemporaryFolder();
        SlideEntry[] slides = SlideWorkspaceSample.Create(folder.FullName, 4);
        NuclearFeaturesResult result = new NuclearFeaturesRun(folder.FullName, Quick).Run(slides);
        Assert.All(result.Slides, s => Assert.True(s.Status.IsOk, s.Status.Message));
        foreach (SlideEntry slide in slides)
        {
            using var table = new ColumnarTableReader(folder.File(slide.Slide.Value, NuclearFeaturesRun.FeaturesFile));
            int[] ids = [.. table.Blocks(["nucleus_id"]).SelectMany(b => b.Column<int>("nucleus_id"))];
            Assert.Equal(NucleusTableReader.ReadAll(folder.File(slide.Slide.Value, "nuclei.parquet")).Nuclei.Select(n => n.Id), ids);
        }

        FeatureTable wide = FeatureTableFile.Read(folder.File(NuclearFeaturesRun.WideFile));
        Assert.Equal(["P01", "P02"], wide.Keys);
        Assert.True(wide["tumour_area_um2_cv"][0] > 0);
        Assert.True(double.IsFinite(wide["tumour_area_um2_entropy"][1]));
        Assert.True(double.IsFinite(wide["tumour_ith_pca_volume"][1]));
        Assert.Equal(2, wide["n_slides"][0]);
        foreach (string file in (string[])["bins.json", "features.csv", "heterogeneity.csv", "patient_heterogeneity.csv", "feature_descriptors.json", "features.provenance.json"]) Assert.True(File.Exists(folder.File(file)), file);
        Assert.Equal(4, CohortBins.Load(folder.File("bins.json")).Slides.Count);
    }

    [Fact]
    public void Run_AnyNumberOfJobs_GivesEqualBytes_AndASecondRunReuses()
    {
        using TemporaryFolder one = new(), many = new();
        new NuclearFeaturesRun(one.FullName, Quick).Run(SlideWorkspaceSample.Create(one.FullName, 3), ComputeOptions.SingleThread);
        SlideEntry[] slides = SlideWorkspaceSample.Create(many.FullName, 3);
        new NuclearFeaturesRun(many.FullName, Quick).Run(slides, new ComputeOptions { MaxDegreeOfParallelism = 4 });
        Dictionary<string, byte[]> before = Files(many.FullName);
        Assert.Equal(Files(one.FullName), before);
        NuclearFeaturesResult again = new NuclearFeaturesRun(many.FullName, Quick).Run(slides);
        Assert.Equal(3, again.Reused);
        Assert.Equal(before, Files(many.FullName));
    }

    [Fact]
    public void Run_OneBadSlide_HasItsReason_AndTheRestIsDone()
    {
        using var folder = new TemporaryFolder();
        SlideEntry[] slides = SlideWorkspaceSample.Create(folder.FullName, 5);
        File.Delete(folder.File("S2", "nuclei.parquet"));
        File.WriteAllText(folder.File("S5.tif"), "not a slide");
        NuclearFeaturesResult result = new NuclearFeaturesRun(folder.FullName, Quick).Run(slides);
        Assert.Equal(["ok", "FILE_NOT_FOUND", "ok", "ok"], result.Slides.Take(4).Select(s => s.Status.Code));
        Assert.False(result.Slides[4].Status.IsOk);
        Assert.Equal(["P01", "P02", "P03"], result.Patients.Keys);
        Assert.Equal(["ok", "ok"], result.Patients.Statuses.Take(2).Select(s => s.Code));
        Assert.Contains("S2: FILE_NOT_FOUND", result.Patients.Statuses[0].Message, StringComparison.Ordinal);
        Assert.False(result.Patients.Statuses[2].IsOk);
        Assert.True(double.IsNaN(result.Patients["tumour_area_um2_cv"][2]));
    }

    [Fact]
    public void Run_SingleSlideWithoutBins_SaysSo_WithBinsItDoesNot()
    {
        using var folder = new TemporaryFolder();
        SlideEntry[] slides = SlideWorkspaceSample.Create(folder.FullName, 3);
        FeatureTable alone = new NuclearFeaturesRun(folder.FullName, Quick).Run([slides[0]]).Patients;
        Assert.Equal(HeterogeneityProblems.NoCohortBins, alone["tumour_area_um2_entropy"].Reasons[0].Code);
        new NuclearFeaturesRun(folder.FullName, Quick).Run(slides);
        FeatureTable frozen = new NuclearFeaturesRun(folder.FullName, Quick with { BinsPath = folder.File("bins.json") }).Run([slides[0]]).Patients;
        Assert.True(double.IsFinite(frozen["tumour_area_um2_entropy"][0]));
    }

    [Fact]
    public void Run_Reference_WritesTheScriptsFiles()
    {
        using var folder = new TemporaryFolder();
        SlideEntry[] slides = SlideWorkspaceSample.Create(folder.FullName, 2);
        NuclearFeaturesResult result = new NuclearFeaturesRun(folder.FullName, Quick with { Profile = NuclearProfile.Reference25 }).Run(slides);
        Assert.All(result.Slides, s => Assert.True(s.Status.IsOk, s.Status.Message));
        TextTable nuclei = TextTable.Read(folder.File("nuclear_features_P01.csv")), scores = TextTable.Read(folder.File("cellular_ith_scores_P01.csv"));
        Assert.Equal("area", nuclei.Header[0]);
        Assert.Equal(["nucleus_id", "nucleus_type", "cell_type_name", "centroid_x", "centroid_y"], nuclei.Header.Skip(25));
        Assert.Equal(1, scores.RowCount);
        Assert.Equal(25, scores.Header.Count);
        Assert.True(scores.Number(0, "area_ith") > 0);
        Assert.Equal("area_ith", result.Patients.Columns[0].Name);
        Assert.Contains("\"mode\": \"Reference\"", File.ReadAllText(folder.File("features.provenance.json")), StringComparison.Ordinal);
    }

    private static Dictionary<string, byte[]> Files(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToDictionary(f => Path.GetRelativePath(folder, f), File.ReadAllBytes);
}
