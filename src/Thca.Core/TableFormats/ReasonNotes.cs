using System.Text;
using System.Text.Json;
using Thca.Core.Features;
using Thca.Core.Outcomes;

namespace Thca.Core.TableFormats;

/// <summary>
/// Why values are NaN, as one JSON text for the metadata of binary tables: <c>{ problems: [[code, message, remedy]…], columns: { name: [row, problem, …] } }</c>.
/// </summary>
internal static class ReasonNotes
{
    public const string KeyNote = "thca.key";
    public const string SchemaNote = "thca.schema";
    public const string ReasonsNote = "thca.reasons";
    public const string Schema = "thca-feature-table/1";

    public static Dictionary<string, string> Of(FeatureTable table) => new(StringComparer.Ordinal)
    {
        [SchemaNote] = Schema,
        [KeyNote] = table.KeyName,
        [ReasonsNote] = Format(table),
    };

    /// <summary>Reasons by column, then row. Notes that do not parse are as good as absent: the values themselves are intact.</summary>
    public static Dictionary<string, Dictionary<int, Problem>> Parse(string? json)
    {
        var result = new Dictionary<string, Dictionary<int, Problem>>(StringComparer.Ordinal);
        if (string.IsNullOrEmpty(json)) return result;
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            Problem[] problems = [.. document.RootElement.GetProperty("problems").EnumerateArray().Select(ToProblem)];
            foreach (JsonProperty column in document.RootElement.GetProperty("columns").EnumerateObject())
            {
                int[] pairs = [.. column.Value.EnumerateArray().Select(e => e.GetInt32())];
                var reasons = new Dictionary<int, Problem>(pairs.Length / 2);
                for (int i = 0; i + 1 < pairs.Length; i += 2) reasons[pairs[i]] = problems[pairs[i + 1]];
                result[column.Name] = reasons;
            }
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException or FormatException)
        {
            result.Clear();
        }

        return result;
    }

    private static string Format(FeatureTable table)
    {
        var numbers = new Dictionary<Problem, int>();
        foreach (Problem problem in table.Columns.SelectMany(c => c.Reasons.OrderBy(r => r.Key).Select(r => r.Value))) numbers.TryAdd(problem, numbers.Count);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("problems");
            foreach (Problem problem in numbers.OrderBy(n => n.Value).Select(n => n.Key))
            {
                json.WriteStartArray();
                json.WriteStringValue(problem.Code);
                json.WriteStringValue(problem.Message);
                json.WriteStringValue(problem.Remedy);
                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteStartObject("columns");
            foreach (FeatureColumn column in table.Columns.Where(c => c.Reasons.Count > 0))
            {
                json.WriteStartArray(column.Name);
                foreach ((int row, Problem problem) in column.Reasons.OrderBy(r => r.Key))
                {
                    json.WriteNumberValue(row);
                    json.WriteNumberValue(numbers[problem]);
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static Problem ToProblem(JsonElement parts) => new(parts[0].GetString() ?? "", parts[1].GetString() ?? "", parts[2].GetString() ?? "");
}
