using Thca.Core.Features;
using Thca.Core.Tables;
using Thca.Testing;

namespace Thca.EndToEnd.Tests.Pathology;

public class FeaturesTests
{
    [Fact]
    public void Features_OfACohort_AreTheSameAtAnyJobs_Resume_AndOneBadSlideCostsOnlyItself()
    {
        using var folder = new TemporaryFolder();
        string cohort = folder.File("cohort"), slides = folder.File("cohort", "slides.csv"), one = folder.File("one"), two = folder.File("two");
        ThcaRun.Of("phantom", "cohort", "--patients", "3", "--size", "80,80,40", "--slide-size", "320", "--out", cohort, "--progress", "none").Expect(0);
        string[] features = ["pathology", "features", "--slides", slides, "--min-nuclei", "10", "--permutations", "19", "--envelopes", "9", "--progress", "none"];
        foreach ((string workspace, string jobs) in new[] { (one, "1"), (two, "4") })
        {
            ThcaRun.Of("pathology", "detect", "--slides", slides, "--detector", "oracle", "--truth", folder.File("cohort", "slides_truth"), "--out", workspace, "--progress", "none").Expect(0);
            ThcaRun run = ThcaRun.Of([.. features, "--out", workspace, "--jobs", jobs]).Expect(0);
            Assert.Contains("3 of 3 slides done (0 unchanged", run.Output, StringComparison.Ordinal);
        }

        foreach (string file in Directory.EnumerateFiles(one, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) != "run.log.json"))
            Assert.True(File.ReadAllBytes(file).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(two, Path.GetRelativePath(one, file)))), file);
        FeatureTable wide = FeatureTableFile.Read(Path.Combine(one, "cellular_heterogeneity.csv"));
        Assert.Equal(3, wide.RowCount);
        Assert.True(wide["tumour_area_um2_cv"][0] > 0);
        Assert.Contains("3 unchanged", ThcaRun.Of([.. features, "--out", one]).Expect(0).Output, StringComparison.Ordinal);

        string bad = wide.Keys[1];
        File.Delete(Path.Combine(one, bad, "nuclei.parquet"));
        ThcaRun broken = ThcaRun.Of([.. features, "--out", one]).Expect(3);
        Assert.Contains($"{bad}: FILE_NOT_FOUND", broken.Error, StringComparison.Ordinal);
        FeatureTable after = FeatureTableFile.Read(Path.Combine(one, "cellular_heterogeneity.csv"));
        Assert.Equal(["ok", "FILE_NOT_FOUND", "ok"], after.Statuses.Select(s => s.Code));
        Assert.Equal(wide["tumour_area_um2_cv"][0], after["tumour_area_um2_cv"][0]);
    }
}
