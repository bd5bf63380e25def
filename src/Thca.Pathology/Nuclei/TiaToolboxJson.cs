using System.Globalization;
using System.Text.Json;
using Thca.Core.Files;
using Thca.Core.Histology;

namespace Thca.Pathology.Nuclei;

/// <summary>Nuclei in a JSON like TIAToolbox's dictionaries: <c>{ "id": { "box": [x0, y0, x1, y1], "centroid", "contour", "prob", "type" } }</c>.</summary>
public static class TiaToolboxJson
{
    /// <summary>Writes a file, atomically and in constant memory.</summary>
    /// <param name="path">The file.</param>
    /// <param name="nuclei">The nuclei, taken one by one.</param>
    /// <param name="ct">Cancels between nuclei; the file is then left as it was.</param>
    /// <returns>Nuclei written.</returns>
    public static long Write(string path, IEnumerable<Nucleus> nuclei, CancellationToken ct = default)
    {
        long count = 0;
        AtomicFile.Write(path, stream =>
        {
            using var json = new Utf8JsonWriter(stream);
            json.WriteStartObject();
            foreach (Nucleus nucleus in nuclei)
            {
                json.WriteStartObject(nucleus.Id.ToString(CultureInfo.InvariantCulture));
                json.WriteStartArray("box");
                foreach (int side in (int[])[nucleus.Box.X0, nucleus.Box.Y0, nucleus.Box.X1, nucleus.Box.Y1]) json.WriteNumberValue(side);
                json.WriteEndArray();
                JsonNumbers.CentroidAndContour(json, nucleus);
                json.WriteNumber("prob", JsonNumbers.Finite(nucleus.Probability));
                json.WriteNumber("type", (int)nucleus.Type);
                json.WriteEndObject();
                if (++count % 256 != 0) continue;
                json.Flush();
                ct.ThrowIfCancellationRequested();
            }

            json.WriteEndObject();
        });
        return count;
    }
}
