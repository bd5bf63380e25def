using System.Text;
using System.Text.Json;
using Thca.Modeling.Metrics;

namespace Thca.Modeling.Output;

/// <summary>The file <c>metrics.json</c> (schema <c>crit-metrics/1</c>): every metric with value, limits and method; undefined is null.</summary>
public static class MetricsJson
{
    /// <summary>Identifier of the layout.</summary>
    public const string Schema = "crit-metrics/1";

    /// <summary>The file's text.</summary>
    /// <param name="best">Metrics of the chosen model.</param>
    /// <param name="combinations">Metrics by feature combination.</param>
    /// <param name="external">Metrics in external patients, or null.</param>
    /// <param name="baselines">Metrics by simple model, or null to leave them out.</param>
    public static string Write(
        IReadOnlyDictionary<string, MetricEstimate> best,
        IEnumerable<KeyValuePair<string, IReadOnlyDictionary<string, MetricEstimate>>> combinations,
        IReadOnlyDictionary<string, MetricEstimate>? external,
        IEnumerable<KeyValuePair<string, IReadOnlyDictionary<string, MetricEstimate>>>? baselines = null)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("schema", Schema);
            WriteSet(json, "best", best);
            json.WriteStartObject("combinations");
            foreach ((string name, IReadOnlyDictionary<string, MetricEstimate> metrics) in combinations) WriteSet(json, name, metrics);
            json.WriteEndObject();
            if (external is null) json.WriteNull("external");
            else WriteSet(json, "external", external);
            if (baselines is not null)
            {
                json.WriteStartObject("baselines");
                foreach ((string name, IReadOnlyDictionary<string, MetricEstimate> metrics) in baselines) WriteSet(json, name, metrics);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length) + "\n";
    }

    private static void WriteSet(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, MetricEstimate> metrics)
    {
        json.WriteStartObject(name);
        foreach ((string key, MetricEstimate metric) in metrics)
        {
            json.WriteStartObject(key);
            Number(json, "value", metric.Value);
            Number(json, "lower", metric.Lower);
            Number(json, "upper", metric.Upper);
            json.WriteString("method", metric.Method);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value)) json.WriteNumber(name, value);
        else json.WriteNull(name);
    }
}
