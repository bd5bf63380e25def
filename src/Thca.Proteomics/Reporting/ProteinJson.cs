using System.Text;
using System.Text.Json;
using Thca.Proteomics.Analysis;

namespace Thca.Proteomics.Reporting;

/// <summary>The tests of a study as JSON.</summary>
public static class ProteinJson
{
    /// <summary>Identifier of the layout.</summary>
    public const string Schema = "thca-protein-tests/1";

    /// <summary>Writes the tests; values that could not be computed are null.</summary>
    public static string Write(ProteinStudy study)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("schema", Schema);
            json.WriteString("groupColumn", study.Table.GroupColumn);
            json.WriteNumber("low", study.Design.Low);
            json.WriteNumber("high", study.Design.High);
            json.WriteStartArray("proteins");
            foreach (ProteinResult r in study.Results) Protein(json, r);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void Protein(Utf8JsonWriter json, ProteinResult r)
    {
        json.WriteStartObject();
        json.WriteString("protein", r.Protein.Column);
        json.WriteString("status", r.Status.Code);
        json.WriteNumber("nLow", r.Low.Count);
        json.WriteNumber("nHigh", r.High.Count);
        Number(json, "effect", r.Superiority.Theta);
        Number(json, "lower", r.Superiority.Lower);
        Number(json, "upper", r.Superiority.Upper);
        Number(json, "p", r.PAsymptotic);
        Number(json, "pExact", r.PExact);
        Number(json, "q", r.Q);
        Number(json, "pMaxT", r.PMaxT);
        json.WriteStartArray("flags");
        foreach (string flag in r.Flags) json.WriteStringValue(flag);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value)) json.WriteNumber(name, value);
        else json.WriteNull(name);
    }
}
