using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Pathology.Slides;
using Thca.Testing;

namespace Thca.Pathology.Tests.Slides;

public sealed class SlideManifestTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Rows_AreReadWithTheirOverrides()
    {
        SlideManifest manifest = Read("""
            PatientID,SlideID,Path,MppX,MppY,Power,RoiGeoJson,Block,Include,Split
            007,S1,slides/a.svs,0.25,0.26,40,roi.geojson,B2,1,external
            008,S2,slides/b.svs,,,,,,yes,development
            009,S3,slides/c.svs,,,,,,0,
            """);
        Assert.Equal(2, manifest.Slides.Count);
        SlideEntry first = manifest.Slides[0];
        Assert.Equal(("007", "S1", 0.25, 0.26, 40.0, "B2", SlideSplit.External), (first.Patient.Value, first.Slide.Value, first.MppX, first.MppY, first.Power, first.Block, first.Split));
        Assert.Equal(_folder.File("slides/a.svs"), first.Path);
        Assert.Equal(_folder.File("roi.geojson"), first.RoiGeoJson);
        Assert.True(double.IsNaN(manifest.Slides[1].MppX));
        Assert.Empty(manifest.Warnings);
    }

    [Fact]
    public void MissingSplit_CountsAsDevelopment_WithAWarning()
    {
        SlideManifest manifest = Read("PatientID,SlideID,Path\n1,S1,a.tif\n");
        Assert.Equal(SlideSplit.Development, manifest.Slides[0].Split);
        Assert.Single(manifest.Warnings);
    }

    [Theory]
    [InlineData("PatientID,Path\n1,a.tif\n", "SlideID")]
    [InlineData("PatientID,SlideID,Path\n1,S,a.tif\n2,S,b.tif\n", "occurs in row 1 and again in row 2")]
    [InlineData("PatientID,SlideID,Path\n1,,a.tif\n", "Row 1")]
    [InlineData("PatientID,SlideID,Path\n1,../x,a.tif\n", "name of a folder")]
    [InlineData("PatientID,SlideID,Path,MppX\n1,S,a.tif,zero\n", "MppX 'zero'")]
    [InlineData("PatientID,SlideID,Path,Split\n1,S,a.tif,maybe\n", "development or external")]
    [InlineData("PatientID,SlideID,Path,Include\n1,S,a.tif,0\n", "no slide")]
    public void BadTables_AreNamed(string text, string expected)
    {
        var error = Assert.Throws<TableException>(() => Read(text));
        Assert.Contains(expected, error.What, StringComparison.Ordinal);
        Assert.Contains(error.Code, new[] { ProblemCodes.TableInvalid, ProblemCodes.DuplicateId });
    }

    [Fact]
    public void SingleSlide_IsNamedAfterItsFile()
    {
        SlideEntry entry = SlideManifest.Single("folder/TCGA-1.ome.tif", mppX: 0.5).Slides[0];
        Assert.Equal(("TCGA-1", "TCGA-1", 0.5), (entry.Patient.Value, entry.Slide.Value, entry.MppX));
        Assert.Equal("P1", SlideManifest.Single("a.png", "P1").Slides[0].Patient.Value);
    }

    private SlideManifest Read(string text)
    {
        string path = _folder.File("slides.csv");
        File.WriteAllText(path, text);
        return SlideManifest.Read(path);
    }
}
