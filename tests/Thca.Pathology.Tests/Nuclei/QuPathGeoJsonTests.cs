using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Thca.Core.Histology;
using Thca.Pathology.Nuclei;
using Thca.Testing;

namespace Thca.Pathology.Tests.Nuclei;

public class QuPathGeoJsonTests
{
    private const string Expected = """
        {"type":"FeatureCollection","features":[{"type":"Feature","id":"f119ea95-8f8b-596d-a97f-b8a7fa45197a","geometry":{"type":"Polygon","coordinates":[[[2,3],[2,5],[4,5],[4,3],[2,3]]]},"properties":{"objectType":"detection","classification":{"name":"Neoplastic Epithelial","color":[255,0,0]},"measurements":{"prob":0.75,"area_um2":1.125}}}]}
        """;

    [Fact]
    public void Write_OneNucleus_IsTheDocumentedText() => Assert.Equal(Expected, Text(QuPathVersion.Current, Samples.Square(7, NucleusType.NeoplasticEpithelial, 2, 3, 3)));

    [Fact]
    public void Write_Legacy_ListsMeasurements() => Assert.Contains(
        "\"measurements\":[{\"name\":\"prob\",\"value\":0.75},{\"name\":\"area_um2\",\"value\":1.125}]",
        Text(QuPathVersion.Legacy, Samples.Square(7, NucleusType.NeoplasticEpithelial, 2, 3, 3)), StringComparison.Ordinal);

    [Fact]
    public void Write_SelfTouchingRing_KeepsTheLargestPart()
    {
        // A 3 x 3 square and a 5 x 5 square that share the corner (2, 2), and a spike of one pixel's width at the right.
        Nucleus nucleus = Samples.Nucleus(0, NucleusType.Connective, 0, 0, 0, 2, 2, 2, 2, 6, 6, 6, 6, 4, 9, 4, 6, 4, 6, 2, 2, 2, 2, 0);
        NucleiWriteReport report = Write(out string text, QuPathVersion.Current, nucleus);
        Assert.Equal(new NucleiWriteReport(1, 1, 0), report);
        Assert.Contains("[[[2,2],[2,6],[6,6],[6,2],[2,2]]]", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_LineWithoutArea_IsSkippedAndCounted()
    {
        NucleiWriteReport report = Write(out string text, QuPathVersion.Current, Samples.Nucleus(0, NucleusType.Dead, 0, 0, 0, 4, 0, 2));
        Assert.Equal(new NucleiWriteReport(0, 0, 1), report);
        Assert.EndsWith("\"features\":[]}", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_Gz_HoldsTheSameText_AndReadsBack()
    {
        using var folder = new TemporaryFolder();
        string plain = folder.File("n.geojson"), zipped = plain + ".gz";
        Nucleus[] nuclei = [.. Samples.Many(700)];
        QuPathGeoJson.Write(plain, Samples.Header, nuclei);
        QuPathGeoJson.Write(zipped, Samples.Header, nuclei);
        using var unzipped = new StreamReader(new GZipStream(File.OpenRead(zipped), CompressionMode.Decompress));
        Assert.Equal(File.ReadAllText(plain), unzipped.ReadToEnd());
        foreach (string path in (string[])[plain, zipped])
        {
            NucleiImport import = NucleiImporter.Read(path);
            Assert.Equal((nuclei.Length, 0), (import.Nuclei.Count, import.SkippedCount));
            Assert.Equal(nuclei[699].Contour, import.Nuclei[699].Contour);
            Assert.Equal((nuclei[699].CentroidX, nuclei[699].AreaPixels, nuclei[699].Type, nuclei[699].Probability), (import.Nuclei[699].CentroidX, import.Nuclei[699].AreaPixels, import.Nuclei[699].Type, import.Nuclei[699].Probability));
        }
    }

    [Fact]
    public void Write_MillionNuclei_InConstantMemory()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("THCA_LONG") == "1", "Set THCA_LONG=1 for the file of a million nuclei.");
        using var folder = new TemporaryFolder();
        string path = folder.File("n.geojson.gz");
        GC.Collect();
        long before = GC.GetTotalMemory(forceFullCollection: true), peak = 0;
        NucleiWriteReport report = QuPathGeoJson.Write(path, Samples.Header, Watched());
        Assert.Equal(1_000_000, report.Written);
        Assert.InRange(peak - before, long.MinValue, 8 << 20);

        IEnumerable<Nucleus> Watched()
        {
            foreach (Nucleus nucleus in Samples.Many(1_000_000))
            {
                if (nucleus.Id % 100_000 == 0) peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true));
                yield return nucleus;
            }
        }
    }

    private static string Text(QuPathVersion version, params Nucleus[] nuclei)
    {
        Write(out string text, version, nuclei);
        using JsonDocument valid = JsonDocument.Parse(text);
        return text;
    }

    private static NucleiWriteReport Write(out string text, QuPathVersion version, params Nucleus[] nuclei)
    {
        using var stream = new MemoryStream();
        NucleiWriteReport report = QuPathGeoJson.Write(stream, Samples.Header, nuclei, version);
        text = Encoding.UTF8.GetString(stream.ToArray());
        return report;
    }
}
