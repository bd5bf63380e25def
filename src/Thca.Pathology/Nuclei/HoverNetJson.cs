using System.Globalization;
using System.Text.Json;
using Thca.Core.Files;
using Thca.Core.Histology;

namespace Thca.Pathology.Nuclei;

/// <summary>Nuclei in the JSON of HoVer-Net: <c>{ "mag": power or null, "nuc": { "id": { "bbox", "centroid", "contour", "type_prob", "type" } } }</c>.</summary>
public static class HoverNetJson
{
    /// <summary>Writes a file, atomically and in constant memory.</summary>
    /// <param name="path">The file.</param>
    /// <param name="nuclei">The nuclei, taken one by one.</param>
    /// <param name="power">Objective power; NaN when unknown.</param>
    /// <param name="ct">Cancels between nuclei; the file is then left as it was.</param>
    /// <returns>Nuclei written.</returns>
    public static long Write(string path, IEnumerable<Nucleus> nuclei, double power = double.NaN, CancellationToken ct = default)
    {
        long count = 0;
        AtomicFile.Write(path, stream =>
        {
            using var json = new Utf8JsonWriter(stream);
            json.WriteStartObject();
            if (double.IsFinite(power)) json.WriteNumber("mag", power);
            else json.WriteNull("mag");
            json.WriteStartObject("nuc");
            foreach (Nucleus nucleus in nuclei)
            {
                json.WriteStartObject(nucleus.Id.ToString(CultureInfo.InvariantCulture));
                json.WriteStartArray("bbox");
                JsonNumbers.Pair(json, nucleus.Box.Y0, nucleus.Box.X0);
                JsonNumbers.Pair(json, nucleus.Box.Y1, nucleus.Box.X1);
                json.WriteEndArray();
                JsonNumbers.CentroidAndContour(json, nucleus);
                json.WriteNumber("type_prob", JsonNumbers.Finite(nucleus.Probability));
                json.WriteNumber("type", (int)nucleus.Type);
                json.WriteEndObject();
                if (++count % 256 != 0) continue;
                json.Flush();
                ct.ThrowIfCancellationRequested();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        });
        return count;
    }
}
