using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Thca.Core.Cohorts;
using Thca.Core.Histology;
using Thca.Core.Randomness;
using Thca.Core.Tables;
using Thca.Pathology.Colour;
using Thca.Pathology.HoverNet.Network;
using Thca.Pathology.Nuclei;
using Thca.Pathology.Slides;
using Thca.Phantoms.Histology;
using Thca.Pipelines.Pathology;
using Thca.Testing;

namespace Thca.EndToEnd.Tests.Pathology;

/// <summary><c>thca pathology detect</c> as a user runs it.</summary>
public sealed class DetectTests : IDisposable
{
    private const int Side = 200;
    private static readonly string[] Outputs = ["nuclei.parquet", "detection.json", "result.json", "overlay.png", "slide_report.html", "slide_report.json", "stain.json", "tissue.json"];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Detect_Normalised_OracleFindsTheSame_NetworkRuns_SameBytesAtAnyJobs_AndResumes()
    {
        string slides = Slides();
        string[] oracle = ["--detector", "oracle", "--truth", Truth()], network = ["--weights", Network(), "--device", "cpu"], normalised = ["--normalize", "macenko", "--target", _folder.File("target.png")];
        Detect(slides, "plain", [.. oracle]).Expect(0);
        Detect(slides, "moved", [.. oracle, .. normalised]).Expect(0);
        Assert.Equal(File.ReadAllBytes(_folder.File("plain", "S1", "nuclei.parquet")), File.ReadAllBytes(_folder.File("moved", "S1", "nuclei.parquet")));
        Assert.Equal("", Normalisation("plain", "S1"));
        Assert.Matches("^Macenko [0-9a-f]{12} to [0-9a-f]{12}$", Normalisation("moved", "S1"));
        Assert.NotEqual(Normalisation("moved", "S1"), Normalisation("moved", "S2"));

        string one = Written("one.csv", "PatientID,SlideID,Path,Split\nP1,S1,S1.tif,development\n");
        Detect(one, "net1", [.. network, .. normalised, "--jobs", "1"]).Expect(0);
        Detect(one, "net2", [.. network, .. normalised, "--jobs", "2"]).Expect(0);
        foreach (string file in Outputs.Select(f => Path.Combine("S1", f)).Append("detection.csv"))
            Assert.True(File.ReadAllBytes(_folder.File("net1", file)).AsSpan().SequenceEqual(File.ReadAllBytes(_folder.File("net2", file))), file);
        Detect(one, "net1", [.. network, .. normalised]).Expect(0);
        Assert.True(Log("net1", "S1").GetProperty("reused").GetBoolean());
        Detect(one, "net1", [.. network]).Expect(0);
        Assert.False(Log("net1", "S1").GetProperty("reused").GetBoolean());
        Assert.True(Log("net1", "S1").GetProperty("tiles")[0].GetProperty("seconds").GetDouble() > 0);
    }

    [Fact]
    public void Detect_WorkspaceTarget_IsTheOneThatNormalizeMade_OtherMethodsAreRefused()
    {
        string slides = Slides();
        ThcaRun.Of("pathology", "normalize", "--slides", slides, "--make-target", "--out", _folder.File("ws"), "--quiet").Expect(0);
        ThcaRun.Of("pathology", "normalize", "--slides", slides, "--target-from", _folder.File("ws", "stain-target.json"), "--out", _folder.File("ws"), "--quiet").Expect(0);
        byte[] stains = File.ReadAllBytes(_folder.File("ws", "S1", "stain.json"));
        string[] oracle = ["--detector", "oracle", "--truth", Truth()];
        Detect(slides, "ws", [.. oracle, "--normalize", "macenko"]).Expect(0);
        Assert.StartsWith("Macenko", Normalisation("ws", "S1"), StringComparison.Ordinal);
        Assert.Equal(stains, File.ReadAllBytes(_folder.File("ws", "S1", "stain.json")));
        Assert.Contains("made by Macenko", Detect(slides, "ws", [.. oracle, "--normalize", "reinhard"]).Expect(2).Error, StringComparison.Ordinal);
        Assert.Contains("--make-target", Detect(slides, "none", [.. oracle, "--normalize", "macenko"]).Expect(1).Error, StringComparison.Ordinal);
        Detect(slides, "none", [.. oracle, "--target", _folder.File("target.png")]).Expect(2);
        Detect(slides, "rein", [.. oracle, "--normalize", "reinhard", "--target", _folder.File("target.png")]).Expect(0);
        Assert.StartsWith("Reinhard", Normalisation("rein", "S2"), StringComparison.Ordinal);
    }

    [Fact]
    public void SlideReport_HostileName_IsTextOnly_PicturesAreWithin_NoPathsAndNoScripts()
    {
        const string hostile = "<img src=x onerror=alert(1)>&\"'";
        string slides = Slides(hostile);
        Directory.CreateDirectory(_folder.File("truth", hostile));
        Truth();
        File.Copy(_folder.File("truth", "S1", "nuclei.parquet"), _folder.File("truth", hostile, "nuclei.parquet"));
        Detect(slides, "ws", "--detector", "oracle", "--truth", _folder.File("truth")).Expect(0);
        string html = File.ReadAllText(_folder.File("ws", hostile, "slide_report.html"));
        Assert.Contains("&lt;img src=x onerror=alert(1)&gt;&amp;&quot;&#39;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img src=x", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(_folder.FullName, html, StringComparison.Ordinal);
        Assert.DoesNotMatch("(href|src)=\"(?!data:image/png;base64,)", html);
        foreach (string heading in (string[])["Tissue and windows", "Nuclei", "Density", "Gallery", "Unusual nuclei", "nuclei/mm²"]) Assert.Contains(heading, WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        MatchCollection pictures = Regex.Matches(html, "data:image/png;base64,([A-Za-z0-9+/=]+)");
        Assert.Equal(3 + 16, pictures.Count);
        for (int i = 0; i < pictures.Count; i++)
        {
            File.WriteAllBytes(_folder.File("p.png"), Convert.FromBase64String(pictures[i].Groups[1].Value));
            RgbImage picture = FlatImageFile.Read(_folder.File("p.png"));
            Assert.Equal(i switch { 0 or 1 => Side, 2 => 800, _ => 128 }, picture.Width);
            Assert.True(picture.Pixels.Distinct().Count() > 2);
        }

        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(_folder.File("ws", hostile, "slide_report.json")));
        Assert.Equal(hostile, json.RootElement.GetProperty("slide").GetString());
        Assert.Equal(TextTable.Read(_folder.File("ws", "detection.csv")).Number(0, "Nuclei"), json.RootElement.GetProperty("nuclei").GetDouble());
    }

    [Fact]
    public void Detect_BadSlides_HaveTheirReasons_GoodOnesAreDone()
    {
        Slides();
        byte[] good = File.ReadAllBytes(_folder.File("S1.tif"));
        File.WriteAllBytes(_folder.File("cut.tif"), good[..(good.Length / 2)]);
        FlatImageFile.WritePng(_folder.File("unknown.png"), Phantom("S1").Render().Image);
        FlatImageFile.WriteGreyPng(_folder.File("grey.png"), Side, Side, ColourConversion.Grey(Phantom("S1").Render().Image));
        new PyramidTiffWriter().Write(_folder.File("blank.tif"), 600, 600, 0.25, box => RgbImage.White(box.Width, box.Height));
        string table = _folder.File("mixed.csv");
        File.WriteAllText(table, """
            PatientID,SlideID,Path,MppX,Split
            1,S1,S1.tif,,development
            2,cut,cut.tif,,development
            3,unknown,unknown.png,,development
            4,blank,blank.tif,,development
            5,grey,grey.png,0.25,development
            6,none,none.tif,,development
            """);
        ThcaRun run = Detect(table, "ws", "--detector", "oracle", "--truth", Truth()).Expect(3);
        TextTable rows = TextTable.Read(_folder.File("ws", "detection.csv"));
        Assert.Equal(["ok", "FILE_TRUNCATED", "MPP_UNKNOWN", "NO_TISSUE", "ok", "FILE_NOT_FOUND"], rows.Column("Status"));
        Assert.Equal(4, run.Error.TrimEnd().Split('\n').Length);
        Assert.All((int[])[1, 2, 3, 5], r => Assert.Equal("", rows[r, "Nuclei"]));
        Assert.Equal(rows[0, "Nuclei"], rows[4, "Nuclei"]);

        // One channel holds no two stains: searched in its own colours it is, normalised it cannot be.
        ThcaRun grey = Detect(Written("grey.csv", "PatientID,SlideID,Path,MppX,Split\n5,grey,grey.png,0.25,development\n"), "ws", "--detector", "oracle", "--truth", Truth(), "--normalize", "macenko", "--target", _folder.File("target.png")).Expect(1);
        Assert.StartsWith("thca: grey: STAIN_SINGULAR", grey.Error, StringComparison.Ordinal);
        // A window that fails twice fails its slide, or is named where that is allowed.
        string lost = Written("lost.csv", "PatientID,SlideID,Path,Split\n7,lost,S1.tif,development\n");
        Assert.Contains("TILE_FAILED", Detect(lost, "ws", "--detector", "oracle", "--truth", Truth()).Expect(1).Error, StringComparison.Ordinal);
        Detect(lost, "ws", "--detector", "oracle", "--truth", Truth(), "--allow-missing-tiles").Expect(0);
        string report = File.ReadAllText(_folder.File("ws", "lost", "slide_report.html"));
        Assert.Contains("1 of 1 windows failed (0)", report, StringComparison.Ordinal);
        Assert.Contains("No nucleus was found", report, StringComparison.Ordinal);
        Assert.Equal("TILE_FAILED", Log("ws", "lost").GetProperty("tiles")[0].GetProperty("status").GetString());

        ThcaRun twice = Detect(Written("twice.csv", "PatientID,SlideID,Path\n1,S1,S1.tif\n2,S1,S2.tif\n"), "ws", "--detector", "oracle", "--truth", Truth()).Expect(1);
        Assert.Contains("DUPLICATE_ID", twice.Error, StringComparison.Ordinal);
        Assert.Contains("FILE_NOT_FOUND", Detect(_folder.File("slides.csv"), "lost", "--detector", "oracle", "--truth", _folder.File("nowhere")).Expect(1).Error, StringComparison.Ordinal);
        Detect(_folder.File("slides.csv"), "ws").Expect(2);
        Assert.Contains("FILE_NOT_FOUND", Detect(_folder.File("slides.csv"), "ws", "--weights", _folder.File("none.pth")).Expect(1).Error, StringComparison.Ordinal);
    }

    /// <summary>Two slides of different stain with a target image; returns the manifest.</summary>
    private string Slides(string first = "S1")
    {
        var options = new PyramidTiffOptions { Compression = TiffCompression.Deflate };
        foreach (string id in (string[])["S1", "S2"]) new PyramidTiffWriter(options).Write(_folder.File(id + ".tif"), Side, Side, 0.25, box => Phantom(id).Render(box).Image);
        FlatImageFile.WritePng(_folder.File("target.png"), new HistologyPhantom(new HistologyOptions { StainRotation = -5, EosinStrength = 0.8, HaematoxylinStrength = 0.8 }, new RandomSeed(3), "target").Render().Image);
        return Written("slides.csv", $"PatientID,SlideID,Path,Split\nP1,{Quoted(first)},S1.tif,development\nP2,S2,S2.tif,development\n");
    }

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static HistologyPhantom Phantom(string id) => new(
        new HistologyOptions { Width = Side, Height = Side, Density = 0.0012, Gaps = false, StainRotation = id == "S1" ? 4 : -2, EosinStrength = 1.1 }, new RandomSeed(42), id);

    private string Truth()
    {
        foreach (string id in (string[])["S1", "S2", "grey"])
            NucleusTable.Write(
                _folder.File("truth", id, "nuclei.parquet"),
                new NucleusTableHeader { Slide = new SlideId(id), MppX = 0.25, MppY = 0.25 },
                PhantomNuclei.Of(Phantom(id == "grey" ? "S1" : id), Phantom("S1").Bounds));
        return _folder.File("truth");
    }

    /// <summary>Random weights at an eighth of the width: they find nothing, but all of the way there is gone.</summary>
    private string Network()
    {
        string path = _folder.File("random.safetensors");
        using HoverNetwork network = HoverNetwork.Create(new HoverNetPlan { WidthDivisor = 8 }, 3);
        HoverNetWeights.Of(network).Save(path, []);
        return path;
    }

    private string Written(string name, string text)
    {
        File.WriteAllText(_folder.File(name), text);
        return _folder.File(name);
    }

    private ThcaRun Detect(string slides, string workspace, params string[] more) =>
        ThcaRun.Of(["pathology", "detect", "--slides", slides, "--out", _folder.File(workspace), "--progress", "none", .. more]);

    private string Normalisation(string workspace, string slide)
    {
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(_folder.File(workspace, slide, "detection.json")));
        return json.RootElement.GetProperty("slide").GetProperty("normalisation").GetString()!;
    }

    private JsonElement Log(string workspace, string slide) => JsonDocument.Parse(File.ReadAllBytes(_folder.File(workspace, slide, "run.log.json"))).RootElement.Clone();
}
