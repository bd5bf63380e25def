using System.Globalization;
using System.Text.Json.Nodes;
using Thca.Core.Errors;

namespace Thca.Segmentation.Planning;

/// <summary>Intensity properties in nnU-Net's JSON: an object per channel.</summary>
internal static class IntensityJson
{
    public static JsonObject ToJson(IReadOnlyList<IntensityProperties> channels)
    {
        var json = new JsonObject();
        for (int c = 0; c < channels.Count; c++)
        {
            IntensityProperties p = channels[c];
            json[c.ToString(CultureInfo.InvariantCulture)] = new JsonObject
            {
                ["max"] = p.Maximum,
                ["mean"] = p.Mean,
                ["median"] = p.Median,
                ["min"] = p.Minimum,
                ["percentile_00_5"] = p.Percentile005,
                ["percentile_99_5"] = p.Percentile995,
                ["std"] = p.StandardDeviation,
            };
        }

        return json;
    }

    public static IntensityProperties[] Read(JsonNode json, string source)
    {
        var channels = new List<IntensityProperties>();
        for (int c = 0; json[c.ToString(CultureInfo.InvariantCulture)] is JsonObject p; c++)
        {
            double Get(string key) => p[key] is JsonValue v && v.TryGetValue(out double d) ? d : double.NaN;
            var one = new IntensityProperties(Get("mean"), Get("median"), Get("std"), Get("min"), Get("max"), Get("percentile_99_5"), Get("percentile_00_5"));
            if (double.IsNaN(one.Mean) || double.IsNaN(one.StandardDeviation) || double.IsNaN(one.Percentile005) || double.IsNaN(one.Percentile995))
                throw new DataFormatException($"{source}: the intensities of channel {c} lack mean, std, percentile_00_5 or percentile_99_5.", "Plan the data set again.");
            channels.Add(one);
        }

        return [.. channels];
    }
}
