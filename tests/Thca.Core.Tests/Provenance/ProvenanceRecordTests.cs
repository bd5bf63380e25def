using System.Text.Json;
using Thca.Core.Provenance;
using Thca.Core.Randomness;
using Thca.Testing;

namespace Thca.Core.Tests.Provenance;

public class ProvenanceRecordTests
{
    private static readonly ProvenanceRecord Record = new()
    {
        Operation = "radiomics extract",
        Seed = new RandomSeed(42),
        Parameters = [new("binCount", "32"), new("a", "b")],
        Inputs = [new ProvenanceInput("ct.nii.gz", ContentHash.Of("x").Hex)],
        Notes = ["1 row dropped"],
    };

    [Fact]
    public void ToJson_SameRecord_SameBytesWithoutTimes()
    {
        Assert.Equal(Record.ToJson(), (Record with { }).ToJson());
        using JsonDocument json = JsonDocument.Parse(Record.ToJson());
        Assert.Equal(
            ["schema", "operation", "version", "runtime", "mode", "seed", "parameters", "inputs", "notes"],
            json.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal("thca-provenance/1", json.RootElement.GetProperty("schema").GetString());
        Assert.Equal(["binCount", "a"], json.RootElement.GetProperty("parameters").EnumerateObject().Select(p => p.Name));
        Assert.EndsWith("}\n", Record.ToJson(), StringComparison.Ordinal);
        Assert.DoesNotContain("\r", Record.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void Fingerprint_ChangesWithEveryIngredient()
    {
        ProvenanceRecord[] variants =
        [
            Record,
            Record with { Seed = new RandomSeed(43) },
            Record with { Mode = AnalysisMode.Reference },
            Record with { Version = "0.0.1" },
            Record with { Parameters = [new("binCount", "33"), new("a", "b")] },
            Record with { Inputs = [new ProvenanceInput("ct.nii.gz", ContentHash.Of("y").Hex)] },
        ];
        Assert.Equal(variants.Length, variants.Select(v => v.Fingerprint()).Distinct().Count());
        Assert.Equal(Record.Fingerprint(), (Record with { }).Fingerprint());
    }

    [Fact]
    public void ToJson_Reference_CarriesAWatermark()
    {
        Assert.Contains("watermark", (Record with { Mode = AnalysisMode.Reference }).ToJson(), StringComparison.Ordinal);
        Assert.DoesNotContain("watermark", Record.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void Save_WritesTheJson()
    {
        using var folder = new TemporaryFolder();
        Record.Save(folder.File("sub", "p.json"));
        Assert.Equal(Record.ToJson(), File.ReadAllText(folder.File("sub", "p.json")));
    }

    [Fact]
    public void ContentHash_OfTextBytesAndFile_Agree()
    {
        // FIPS 180-2, appendix B.1: SHA-256 of "abc".
        const string Expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("abc"), "abc");
        Assert.Equal(Expected, ContentHash.Of("abc").Hex);
        Assert.Equal(Expected, ContentHash.Of("abc"u8).ToString());
        Assert.Equal(Expected, ContentHash.OfFile(folder.File("abc")).Hex);
    }
}
