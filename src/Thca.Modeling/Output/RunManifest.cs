using System.Text.Json;
using Thca.Core.Files;
using Thca.Core.Provenance;
using Thca.Core.Randomness;
using Thca.Modeling.Data;
using Thca.Modeling.Training;

namespace Thca.Modeling.Output;

/// <summary>The file <c>run_manifest.json</c>: protocol, versions, seed, settings, inputs, row counts, what was left out, and hashes of the outputs. It holds no times.</summary>
public static class RunManifest
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "run_manifest.json";

    /// <summary>Writes the manifest over the files that are in the folder.</summary>
    public static void Write(string folder, TrainingTable table, CritTrainingOptions options, CritTrainingResult result, RandomSeed seed)
    {
        string[] outputs = [.. Directory.GetFiles(folder).Where(f => Path.GetFileName(f) is not FileName and not "run.log.json" && !Path.GetFileName(f).StartsWith('.')).Order(StringComparer.Ordinal)];
        AtomicFile.Write(Path.Combine(folder, FileName), stream =>
        {
            using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
            json.WriteStartObject();
            json.WriteString("schema", "crit-manifest/1");
            json.WriteString("protocol", result.Artifact.Protocol.ToString());
            json.WriteString("version", ProvenanceRecord.ProductVersion);
            json.WriteNumber("seed", seed.Value);
            json.WritePropertyName("settings");
            json.WriteRawValue(UnitStore.Settings(options));
            json.WriteNumber("patients", table.Rows.RowCount);
            json.WriteNumber("events", table.Rows.Events);
            json.WriteNumber("features", table.Features.Count);
            WriteList(json, "inputs", options.Inputs, i => (i.Name, i.Sha256));
            WriteList(json, "ignoredColumns", table.IgnoredColumns, c => ($"{c.Source}: {c.Name}", c.Reason));
            WriteList(json, "droppedPatients", table.Dropped, d => (d.Patient, $"{d.Code}: {d.Reason}"));
            WriteList(json, "warnings", table.Warnings, w => ("warning", w));
            WriteList(json, "outputs", outputs, f => (Path.GetFileName(f), ContentHash.OfFile(f).Hex));
            json.WriteEndObject();
        });
    }

    private static void WriteList<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Func<T, (string Name, string Text)> cells)
    {
        json.WriteStartArray(name);
        foreach (T item in items)
        {
            (string key, string text) = cells(item);
            json.WriteStartArray();
            json.WriteStringValue(key);
            json.WriteStringValue(text);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }
}
