using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Thca.Modeling.Runtime.Json;

namespace Thca.Modeling.Runtime.Artifact;

/// <summary>
/// Writes artifacts as <c>crit-model/1</c> JSON: UTF-8, round-trip numbers, and a SHA-256 over the canonical form
/// (members sorted by code point, no white space, numbers as written, without the <c>integrity</c> member).
/// </summary>
public static class CritArtifactJson
{
    /// <summary>Writes an artifact; equal artifacts give equal bytes.</summary>
    /// <param name="artifact">The artifact; not checked beyond finite numbers, see <see cref="CritModel.FromArtifact"/>.</param>
    /// <param name="stream">Where to write; left open.</param>
    /// <returns>The integrity hash, lower-case hexadecimal.</returns>
    /// <exception cref="CritModelException">A number is NaN or infinite.</exception>
    public static string Write(CritArtifact artifact, Stream stream)
    {
        (byte[] bytes, string hash) = Serialize(artifact);
        stream.Write(bytes, 0, bytes.Length);
        return hash;
    }

    /// <summary>The artifact as UTF-8 JSON.</summary>
    /// <param name="artifact">The artifact.</param>
    /// <exception cref="CritModelException">A number is NaN or infinite.</exception>
    public static byte[] ToBytes(CritArtifact artifact) => Serialize(artifact).Bytes;

    /// <summary>
    /// Writes an artifact as a plain LightGBM text and a side file, for tools that cannot read the single file. The side file is the artifact without
    /// <c>booster.text</c>; it keeps <c>booster.sha256</c>, the SHA-256 of the text, and the integrity hash of the whole.
    /// </summary>
    /// <param name="artifact">The artifact.</param>
    /// <param name="text">Receives the text, verbatim; left open.</param>
    /// <param name="side">Receives the side file, UTF-8 JSON; left open.</param>
    /// <exception cref="CritModelException">A number is NaN or infinite.</exception>
    public static void WritePlain(CritArtifact artifact, Stream text, Stream side)
    {
        byte[] lines = Encoding.UTF8.GetBytes(artifact.Booster.Text), rest = Serialize(artifact, withText: false).Bytes;
        text.Write(lines, 0, lines.Length);
        side.Write(rest, 0, rest.Length);
    }

    /// <summary>The integrity hash the file of this artifact carries.</summary>
    /// <param name="artifact">The artifact.</param>
    public static string Hash(CritArtifact artifact) => Serialize(artifact).Hash;

    private static (byte[] Bytes, string Hash) Serialize(CritArtifact artifact, bool withText = true)
    {
        using MemoryStream buffer = Members(artifact, withText), complete = withText ? buffer : Members(artifact, true);
        string hash;
        using (JsonDocument document = JsonDocument.Parse(complete.GetBuffer().AsMemory(0, (int)complete.Length)))
            hash = CanonicalJson.Hash(document.RootElement, "integrity");
        buffer.SetLength(buffer.Length - 1);
        byte[] tail = Encoding.UTF8.GetBytes($",\"integrity\":{{\"sha256\":\"{hash}\"}}}}\n");
        buffer.Write(tail, 0, tail.Length);
        return (buffer.ToArray(), hash);
    }

    private static MemoryStream Members(CritArtifact artifact, bool withText)
    {
        var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            ArtifactWriter.WriteMembers(json, artifact, withText);
            json.WriteEndObject();
        }

        return buffer;
    }
}
