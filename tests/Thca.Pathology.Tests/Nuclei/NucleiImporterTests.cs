using Thca.Core.Errors;
using Thca.Core.Histology;
using Thca.Pathology.Nuclei;
using Thca.Testing;

namespace Thca.Pathology.Tests.Nuclei;

public class NucleiImporterTests
{
    private const string Square = "[[2,3],[2,5],[4,5],[4,3]]";

    [Theory]
    [InlineData("""{"mag": 40, "nuc": {"1": {"bbox": [[3,2],[6,5]], "centroid": [3,4], "contour": SQUARE, "type_prob": 0.5, "type": 2}}}""", 40)]
    [InlineData("""{"mag": null, "nuc": {"1": {"contour": SQUARE, "type_prob": 0.5, "type": 2}}}""", double.NaN)]
    [InlineData("""{"a1": {"box": [2,3,5,6], "centroid": [3,4], "contour": SQUARE, "prob": 0.5, "type": 2}}""", double.NaN)]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Polygon","coordinates":[SQUARE]},"properties":{"classification":{"name":"inflammatory"},"measurements":{"prob":0.5}}}]}""", double.NaN)]
    [InlineData("""[{"type":"Feature","geometry":{"type":"Polygon","coordinates":[SQUARE]},"properties":{"classification":{"name":"Inflammatory"},"measurements":[{"name":"prob","value":0.5}]}}]""", double.NaN)]
    [InlineData("""{"features":[{"geometry":{"type":"MultiPolygon","coordinates":[[[[0,0],[0,1],[1,1]]],[SQUARE]]},"properties":{"objectType":"annotation","type":2,"prob":0.5}}],"type":"FeatureCollection"}""", double.NaN)]
    public void Read_KnowsTheDialectByContent(string json, double power)
    {
        NucleiImport import = Read(json.Replace("SQUARE", Square, StringComparison.Ordinal));
        Nucleus nucleus = Assert.Single(import.Nuclei);
        Assert.Equal((NucleusType.Inflammatory, 0.5, 9.0, 3.0, 4.0), (nucleus.Type, nucleus.Probability, nucleus.AreaPixels, nucleus.CentroidX, nucleus.CentroidY));
        Assert.Equal(new PixelBox(2, 3, 5, 6), nucleus.Box);
        Assert.Equal(power, import.Power);
        Assert.Equal(0, import.SkippedCount);
    }

    [Fact]
    public void HoverNetAndTiaToolbox_RoundTrip()
    {
        using var folder = new TemporaryFolder();
        Nucleus[] nuclei = [.. Samples.Many(300)];
        string hover = folder.File("h.json"), tia = folder.File("t.json");
        HoverNetJson.Write(hover, nuclei, 20);
        TiaToolboxJson.Write(tia, nuclei);
        Assert.Equal(20, NucleiImporter.Read(hover).Power);
        foreach (string path in (string[])[hover, tia])
        {
            IReadOnlyList<Nucleus> read = NucleiImporter.Read(path).Nuclei;
            Assert.Equal(nuclei.Length, read.Count);
            for (int i = 0; i < nuclei.Length; i++)
            {
                Assert.Equal(nuclei[i].Contour, read[i].Contour);
                Assert.Equal((nuclei[i].Type, nuclei[i].Probability, nuclei[i].CentroidX), (read[i].Type, read[i].Probability, read[i].CentroidX));
            }
        }
    }

    [Fact]
    public void Read_MembersThatAreNoNuclei_AreSkippedWithTheirReason()
    {
        NucleiImport import = Read($$"""
            {"a": 1, "b": {}, "c": {"contour": [[0,0],[1,1]]}, "d": {"contour": {{Square}}, "type": 77}, "e": {"contour": {{Square}}, "type": "what"},
             "f": {"contour": [[0,0],[1e300,1],[2,2]]}, "g": {"contour": [[0,0],[90000,1],[2,2]]}, "h": {"contour": "x"}, "i": {"contour": [[1],[2],[3]]}, "j": {"contour": {{Square}}, "type": 4} }
            """);
        Assert.Equal(NucleusType.Dead, Assert.Single(import.Nuclei).Type);
        Assert.Equal(9, import.SkippedCount);
        Assert.Contains(import.Skipped, p => p.Message.Contains("'d': '77' is no class", StringComparison.Ordinal));
        Assert.All(import.Skipped, p => Assert.Equal(NucleiImporter.NucleusInvalid, p.Code));
    }

    [Theory]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("not json")]
    [InlineData("""{"nuc": {"1": {"contour": [[0,0],""")]
    [InlineData("""{"nuc": {"1": {"contour": [[0,0]]}}""")]
    [InlineData("""{"nuc": 5}""")]
    [InlineData("""{"type":"FeatureCollection","features":{"a" 3}}""")]
    public void Read_DamagedText_IsAFormatError(string json) => Assert.Throws<DataFormatException>(() => Read(json));

    [Fact]
    public void Read_DamagedGzip_IsAFormatError()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("n.geojson.gz");
        QuPathGeoJson.Write(path, Samples.Header, Samples.Many(2000));
        byte[] whole = File.ReadAllBytes(path);
        File.WriteAllBytes(path, whole[..(whole.Length / 2)]);
        Assert.Throws<DataFormatException>(() => NucleiImporter.Read(path));
    }

    private static NucleiImport Read(string json)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("n.json");
        File.WriteAllText(path, json);
        return NucleiImporter.Read(path);
    }
}
