using System.Text.Json;
using Thca.Core.Files;
using Thca.Core.Provenance;
using Thca.Pathology.Detection;
using Thca.Pathology.Nuclei;

namespace Thca.Pathology.Reports;

/// <summary>The numbers of a slide's report as <c>slide_report.json</c>; equal runs give equal bytes.</summary>
public static class SlideReportFile
{
    /// <summary>Layout of the file.</summary>
    public const string Schema = "thca-slide-report/1";

    /// <summary>Name of the file.</summary>
    public const string Name = "slide_report.json";

    /// <summary>Writes the numbers.</summary>
    /// <param name="path">The file.</param>
    /// <param name="report">The report.</param>
    public static void Write(string path, SlideReport report) => AtomicFile.Write(path, stream =>
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteString("version", ProvenanceRecord.ProductVersion);
        json.WriteString("slide", report.Slide.Value);
        json.WriteNumber("width", report.Properties.Width);
        json.WriteNumber("height", report.Properties.Height);
        json.WriteNumber("mpp_x", report.Properties.MppX);
        json.WriteNumber("mpp_y", report.Properties.MppY);
        json.WriteString("detector", report.Detector.Name);
        json.WriteString("weights", report.Detector.Source);
        json.WriteString("licence", report.Detector.Licence);
        json.WriteString("normalisation", report.Normalisation);
        json.WriteNumber("area_mm2", report.AreaMm2);
        json.WriteNumber("tissue_regions", report.Tissue?.Regions.Count ?? 0);
        Number(json, "blurred_fraction", report.Tissue?.BlurredFraction ?? double.NaN);
        json.WriteNumber("nuclei", report.Detection.Nuclei);
        json.WriteStartArray("types");
        for (int t = 0; t < report.Detection.CountsByType.Count; t++)
        {
            json.WriteStartObject();
            json.WriteString("type", NucleusTypes.Name((Core.Histology.NucleusType)t));
            json.WriteNumber("nuclei", report.Detection.CountsByType[t]);
            Number(json, "per_mm2", report.Detection.CountsByType[t] / report.AreaMm2);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("flags");
        foreach ((string flag, long count) in report.Flags) json.WriteNumber(flag, count);
        json.WriteEndObject();
        json.WriteNumber("windows", report.Detection.Tiles.Count);
        json.WriteStartArray("windows_failed");
        foreach (TileReport tile in report.Detection.Tiles.Where(t => !t.IsOk)) json.WriteNumberValue(tile.Id);
        json.WriteEndArray();
        Number(json, "coverage", report.Detection.Coverage);
        json.WriteNumber("duplicates_removed", report.Detection.DuplicatesRemoved);
        Density(json, report.Density);
        json.WriteStartArray("gallery");
        foreach (GalleryNucleus shown in report.Gallery) json.WriteNumberValue(shown.Nucleus.Id);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void Density(Utf8JsonWriter json, DensityMap map)
    {
        json.WriteStartObject("density");
        json.WriteString("unit", "nuclei/mm²");
        json.WriteNumber("cell_um", map.CellUm);
        json.WriteStartArray("cells");
        for (int row = 0; row < map.Rows; row++)
        {
            json.WriteStartArray();
            for (int column = 0; column < map.Columns; column++)
            {
                if (map[column, row] is var value && double.IsNaN(value)) json.WriteNullValue();
                else json.WriteNumberValue(Math.Round(value, 3));
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value)) json.WriteNumber(name, value);
        else json.WriteNull(name);
    }
}
