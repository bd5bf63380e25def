using System.IO.Compression;
using System.Text.Json;
using Thca.Core.Files;
using Thca.Core.Histology;

namespace Thca.Pathology.Nuclei;

/// <summary>
/// Nuclei as a GeoJSON feature collection that QuPath opens: one polygon per nucleus in level-0 pixels, with its class, colour, <c>prob</c> and
/// <c>area_um2</c>. Rings are closed and simple. Feature identifiers are version-5 UUIDs of slide and number, equal in every run.
/// </summary>
public static class QuPathGeoJson
{
    private const int FlushEvery = 256;

    /// <summary>Writes a file, atomically and in constant memory; compressed when the name ends in .gz.</summary>
    /// <param name="path">The file, <c>.geojson</c> or <c>.geojson.gz</c>.</param>
    /// <param name="header">The slide.</param>
    /// <param name="nuclei">The nuclei, taken one by one.</param>
    /// <param name="version">Which QuPath is to read it.</param>
    /// <param name="ct">Cancels between nuclei; the file is then left as it was.</param>
    public static NucleiWriteReport Write(string path, NucleusTableHeader header, IEnumerable<Nucleus> nuclei, QuPathVersion version = QuPathVersion.Current, CancellationToken ct = default)
    {
        NucleiWriteReport report = new(0, 0, 0);
        AtomicFile.Write(path, stream =>
        {
            if (!path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            {
                report = Write(stream, header, nuclei, version, ct);
                return;
            }

            using var compressed = new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true);
            report = Write(compressed, header, nuclei, version, ct);
        });
        return report;
    }

    /// <summary>Writes to a stream, which is left open.</summary>
    /// <inheritdoc cref="Write(string, NucleusTableHeader, IEnumerable{Nucleus}, QuPathVersion, CancellationToken)"/>
    public static NucleiWriteReport Write(Stream stream, NucleusTableHeader header, IEnumerable<Nucleus> nuclei, QuPathVersion version = QuPathVersion.Current, CancellationToken ct = default)
    {
        long written = 0, mended = 0, skipped = 0;
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteString("type", "FeatureCollection");
        json.WriteStartArray("features");
        foreach (Nucleus nucleus in nuclei)
        {
            if (ContourRing.Simple(nucleus.Contour, out bool repaired) is not { } ring)
            {
                skipped++;
                continue;
            }

            if (repaired) mended++;
            WriteFeature(json, header, nucleus, ring, version);
            if (++written % FlushEvery != 0) continue;
            json.Flush();
            ct.ThrowIfCancellationRequested();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return new NucleiWriteReport(written, mended, skipped);
    }

    private static void WriteFeature(Utf8JsonWriter json, NucleusTableHeader header, Nucleus nucleus, IReadOnlyList<PixelPoint> ring, QuPathVersion version)
    {
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WriteString("id", NameBasedUuid.OfNucleus(header.Slide.Value, nucleus.Id));
        json.WriteStartObject("geometry");
        json.WriteString("type", "Polygon");
        json.WriteStartArray("coordinates");
        json.WriteStartArray();
        for (int i = 0; i <= ring.Count; i++)
        {
            PixelPoint p = ring[i % ring.Count];
            json.WriteStartArray();
            json.WriteNumberValue(p.X);
            json.WriteNumberValue(p.Y);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject("properties");
        json.WriteString("objectType", "detection");
        json.WriteStartObject("classification");
        json.WriteString("name", NucleusTypes.Name(nucleus.Type));
        (byte red, byte green, byte blue) = NucleusTypes.Color(nucleus.Type);
        json.WriteStartArray("color");
        json.WriteNumberValue(red);
        json.WriteNumberValue(green);
        json.WriteNumberValue(blue);
        json.WriteEndArray();
        json.WriteEndObject();
        WriteMeasurements(json, version, ("prob", nucleus.Probability), ("area_um2", header.AreaUm2(nucleus)));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteMeasurements(Utf8JsonWriter json, QuPathVersion version, params (string Name, double Value)[] measurements)
    {
        if (version == QuPathVersion.Current) json.WriteStartObject("measurements");
        else json.WriteStartArray("measurements");
        foreach ((string name, double value) in measurements)
        {
            // JSON has no NaN; an absent measurement is what QuPath makes of one.
            if (!double.IsFinite(value)) continue;
            if (version == QuPathVersion.Current)
            {
                json.WriteNumber(name, value);
                continue;
            }

            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteNumber("value", value);
            json.WriteEndObject();
        }

        if (version == QuPathVersion.Current) json.WriteEndObject();
        else json.WriteEndArray();
    }
}
