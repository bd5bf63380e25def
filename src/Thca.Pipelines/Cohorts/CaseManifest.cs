using System.Text;
using System.Text.Json;
using Thca.Core.Cohorts;
using Thca.Core.Features;
using Thca.Core.Files;

namespace Thca.Pipelines.Cohorts;

/// <summary>
/// The memory of a cohort run: one JSON line per finished case, appended and flushed as cases finish, so that a killed run loses at most the
/// cases in flight. A line cut short by a kill is ignored. At the end the file is rewritten in case order.
/// </summary>
public sealed class CaseManifest(string path)
{
    private readonly Lock _gate = new();

    /// <summary>Reads the records of earlier runs; the last line of a patient counts. An absent file has none.</summary>
    public IReadOnlyList<CaseRecord> Read()
    {
        if (!File.Exists(path)) return [];
        var records = new Dictionary<string, CaseRecord>(StringComparer.Ordinal);
        var order = new List<string>();
        foreach (string line in File.ReadLines(path, Encoding.UTF8))
        {
            if (Parse(line) is not { } record) continue;
            if (!records.ContainsKey(record.Patient.Value)) order.Add(record.Patient.Value);
            records[record.Patient.Value] = record;
        }

        return [.. order.Select(id => records[id])];
    }

    /// <summary>Adds the record of a case that has just finished. Safe from several threads.</summary>
    public void Append(CaseRecord record)
    {
        byte[] line = Encoding.UTF8.GetBytes("\n" + Format(record));
        lock (_gate)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            using var stream = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
            stream.Write(line);
            stream.Flush(flushToDisk: true);
        }
    }

    /// <summary>Replaces the file by the given records, in their order.</summary>
    public void Rewrite(IEnumerable<CaseRecord> records) =>
        AtomicFile.WriteAllText(path, string.Concat(records.Select(r => Format(r) + "\n")));

    private static string Format(CaseRecord record)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("patient", record.Patient.Value);
            json.WriteString("fingerprint", record.Fingerprint);
            json.WriteString("parameters", record.ParametersHash);
            json.WriteString("status", record.Status.Code);
            json.WriteString("message", record.Status.Message);
            json.WriteStartObject("rows");
            foreach ((string table, IReadOnlyList<CaseCell> cells) in record.Rows.OrderBy(r => r.Key, StringComparer.Ordinal))
            {
                json.WriteStartArray(table);
                foreach (CaseCell cell in cells)
                {
                    json.WriteStringValue(cell.Column);
                    json.WriteStringValue(cell.Text);
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static CaseRecord? Parse(string line)
    {
        if (string.IsNullOrWhiteSpace(line)) return null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            JsonElement root = document.RootElement;
            return new CaseRecord
            {
                Patient = new PatientId(Text(root, "patient")),
                Fingerprint = Text(root, "fingerprint"),
                ParametersHash = Text(root, "parameters"),
                Status = new RowStatus(Text(root, "status"), Text(root, "message")),
                Rows = root.GetProperty("rows").EnumerateObject().ToDictionary(t => t.Name, t => Cells(t.Value), StringComparer.Ordinal),
            };
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";

    private static IReadOnlyList<CaseCell> Cells(JsonElement array)
    {
        string[] texts = [.. array.EnumerateArray().Select(e => e.GetString() ?? "")];
        return [.. Enumerable.Range(0, texts.Length / 2).Select(i => new CaseCell(texts[2 * i], texts[2 * i + 1]))];
    }
}
