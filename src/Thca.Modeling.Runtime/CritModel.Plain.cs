using System.Text.Json;
using Thca.Modeling.Runtime.Artifact;
using Thca.Modeling.Runtime.Json;

namespace Thca.Modeling.Runtime;

public sealed partial class CritModel
{
    private const string BoosterMember = "booster", TextMember = "text";

    /// <summary>Loads an artifact that was emitted as a plain LightGBM text and a side file, with the same checks as the single file.</summary>
    /// <param name="textPath">The LightGBM text.</param>
    /// <param name="sidePath">The side file, as <see cref="CritArtifactJson.WritePlain"/> writes it.</param>
    /// <param name="options">Limits and checks; null for the defaults.</param>
    /// <exception cref="CritModelException">Text and side file do not belong together, or loading refuses the artifact.</exception>
    public static CritModel LoadPlain(string textPath, string sidePath, CritLoadOptions? options = null)
    {
        CritLoadOptions limits = options ?? new CritLoadOptions();
        using FileStream text = File.OpenRead(textPath), side = File.OpenRead(sidePath);
        return LoadPlain(BoundedReader.ReadAll(text, limits.MaxBytes), BoundedReader.ReadAll(side, limits.MaxBytes), limits);
    }

    /// <summary>The same from memory.</summary>
    /// <param name="utf8Text">The LightGBM text, UTF-8.</param>
    /// <param name="utf8Side">The side file, UTF-8 JSON.</param>
    /// <param name="options">Limits and checks; null for the defaults.</param>
    /// <exception cref="CritModelException">Text and side file do not belong together, or loading refuses the artifact.</exception>
    public static CritModel LoadPlain(byte[] utf8Text, byte[] utf8Side, CritLoadOptions? options = null)
    {
        CritLoadOptions limits = options ?? new CritLoadOptions();
        BoundedReader.CheckSize((long)utf8Text.Length + utf8Side.Length, limits.MaxBytes);
        return LoadBytes(WellFormed(() => Joined(utf8Text, utf8Side)), limits);
    }

    /// <summary>The single file: the side file with the text in its place.</summary>
    private static byte[] Joined(byte[] utf8Text, byte[] utf8Side)
    {
        string text = Strict.GetString(utf8Text);
        using JsonDocument document = JsonDocument.Parse(utf8Side, new JsonDocumentOptions { MaxDepth = DeepestJson, AllowDuplicateProperties = false });
        JsonObject booster = new JsonObject(document.RootElement, "").Object(BoosterMember);
        if (booster.Has(TextMember)) throw new CritModelException(RefusalCodes.ModelMalformed, "The side file holds a text of its own.", "Load it as a single file.");
        string stated = booster.Text("sha256"), found = Hashing.Sha256(text);
        if (stated != found) throw new CritModelException(RefusalCodes.ModelIntegrity, $"The text's SHA-256 is {found}; the side file states {stated}.", "Get the two files that belong together.");
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (JsonProperty member in document.RootElement.EnumerateObject())
            {
                json.WritePropertyName(member.Name);
                if (member.Name != BoosterMember) member.Value.WriteTo(json);
                else WithText(json, member.Value, text);
            }

            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void WithText(Utf8JsonWriter json, JsonElement booster, string text)
    {
        json.WriteStartObject();
        json.WriteString(TextMember, text);
        foreach (JsonProperty member in booster.EnumerateObject())
        {
            if (member.Name != TextMember) member.WriteTo(json);
        }

        json.WriteEndObject();
    }
}
