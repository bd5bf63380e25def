using System.Text.Json;
using Thca.Core.Histology;

namespace Thca.Pathology.Nuclei;

/// <summary>Pieces that the JSON dialects of nuclei share.</summary>
internal static class JsonNumbers
{
    public static void Pair(Utf8JsonWriter json, double first, double second)
    {
        json.WriteStartArray();
        json.WriteNumberValue(first);
        json.WriteNumberValue(second);
        json.WriteEndArray();
    }

    public static void CentroidAndContour(Utf8JsonWriter json, Nucleus nucleus)
    {
        json.WritePropertyName("centroid");
        Pair(json, nucleus.CentroidX, nucleus.CentroidY);
        json.WriteStartArray("contour");
        foreach (PixelPoint p in nucleus.Contour) Pair(json, p.X, p.Y);
        json.WriteEndArray();
    }

    // JSON has no NaN; both dialects expect a number.
    public static double Finite(double value) => double.IsFinite(value) ? value : 0;
}
