using System.Text.Json;
using Thca.Core.Errors;

namespace Thca.Pathology.Tissue;

/// <summary>Regions drawn by a person: polygons of a GeoJSON file in level-0 pixels (as QuPath exports them). Holes and overlaps follow the even-odd rule within a polygon.</summary>
public sealed class RoiPolygons
{
    private const int MostPoints = 5_000_000;
    private readonly List<List<double[]>> _polygons = [];

    private RoiPolygons()
    {
    }

    /// <summary>Number of polygons.</summary>
    public int Count => _polygons.Count;

    /// <summary>Reads polygons and multi-polygons; other geometries are ignored.</summary>
    /// <exception cref="DataFormatException">The file is not GeoJSON or holds no polygon.</exception>
    public static RoiPolygons Read(string path)
    {
        string name = Path.GetFileName(path);
        var result = new RoiPolygons();
        try
        {
            using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(path));
            result.Visit(json.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new DataFormatException($"{name} is not GeoJSON: {exception.Message}", "Export the annotations again.", inner: exception);
        }

        if (result.Count == 0) throw new DataFormatException($"{name} holds no polygon.", "Draw at least one region, or leave RoiGeoJson empty.");
        return result;
    }

    /// <summary>Whether a level-0 position lies in any polygon.</summary>
    public bool Contains(double x, double y) => _polygons.Exists(rings => rings.Count(ring => Crosses(ring, x, y)) % 2 == 1);

    private static bool Crosses(double[] ring, double x, double y)
    {
        bool inside = false;
        for (int i = 0, j = ring.Length - 2; i < ring.Length; j = i, i += 2)
            if (ring[i + 1] > y != ring[j + 1] > y && x < (ring[j] - ring[i]) * (y - ring[i + 1]) / (ring[j + 1] - ring[i + 1]) + ring[i]) inside = !inside;
        return inside;
    }

    private void Visit(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in element.EnumerateArray()) Visit(item);
            return;
        }

        if (element.ValueKind != JsonValueKind.Object) return;
        switch (element.TryGetProperty("type", out JsonElement type) ? type.GetString() : null)
        {
            case "FeatureCollection":
                Visit(element.GetProperty("features"));
                break;
            case "Feature":
                Visit(element.GetProperty("geometry"));
                break;
            case "GeometryCollection":
                Visit(element.GetProperty("geometries"));
                break;
            case "Polygon":
                Add(element.GetProperty("coordinates"));
                break;
            case "MultiPolygon":
                foreach (JsonElement polygon in element.GetProperty("coordinates").EnumerateArray()) Add(polygon);
                break;
        }
    }

    private void Add(JsonElement rings)
    {
        var polygon = new List<double[]>();
        foreach (JsonElement ring in rings.EnumerateArray())
        {
            if (ring.GetArrayLength() > MostPoints) throw new FormatException($"a ring has more than {MostPoints} points.");
            double[] points = [.. ring.EnumerateArray().SelectMany(p => new[] { p[0].GetDouble(), p[1].GetDouble() })];
            if (points.Length >= 6) polygon.Add(points);
        }

        if (polygon.Count > 0) _polygons.Add(polygon);
    }
}
