using System.Text;
using System.Text.Json;
using Thca.Modeling.Runtime.Artifact;

namespace Thca.Modeling.Output;

/// <summary>The file <c>encoding_mappings.json</c>: label and code of every categorical feature of the model.</summary>
internal static class EncodingJson
{
    public static string Write(CritArtifact artifact)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            foreach (var feature in artifact.Features.Where(f => f.Encoding is not null))
            {
                json.WriteStartObject(feature.Name);
                foreach ((string label, int code) in feature.Encoding!.Codes.OrderBy(c => c.Value)) json.WriteNumber(label, code);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length) + "\n";
    }
}
