using System.Text.Json;
using Thca.Core.Files;
using Thca.Core.Provenance;
using Thca.Core.Randomness;
using Thca.Modeling.Data;
using Thca.Modeling.Reference;
using Thca.Modeling.Training;
using Thca.Modeling.Validation;

namespace Thca.Modeling.Output;

/// <summary>The file <c>run_manifest.json</c>: protocol, versions, seed, settings, inputs, row counts, what was left out, warnings, and hashes of the outputs. It holds no times; those go to <c>run.log.json</c>.</summary>
public static class RunManifest
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "run_manifest.json";

    private const string RunLog = "run.log.json";

    /// <summary>Writes the manifest over the files that are in the folder.</summary>
    /// <param name="folder">Folder of the run.</param>
    /// <param name="table">Development patients.</param>
    /// <param name="options">Settings of the run.</param>
    /// <param name="result">The result.</param>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="external">External validation, or null.</param>
    /// <param name="published">Settings where the run followed a published protocol, or null.</param>
    public static void Write(
        string folder, TrainingTable table, CritTrainingOptions options, CritTrainingResult result, RandomSeed seed, ExternalValidation? external = null, ReferenceOptions? published = null)
    {
        string[] outputs = [.. Directory.GetFiles(folder).Where(f => Path.GetFileName(f) is not FileName and not RunLog && !Path.GetFileName(f).StartsWith('.')).Order(StringComparer.Ordinal)];
        AtomicFile.Write(Path.Combine(folder, FileName), stream =>
        {
            using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
            json.WriteStartObject();
            json.WriteString("schema", "crit-manifest/1");
            json.WriteString("protocol", result.Artifact.Protocol.ToString());
            json.WriteString("version", ProvenanceRecord.ProductVersion);
            json.WriteString("trainer", $"{result.Artifact.Provenance.Trainer} {result.Artifact.Provenance.TrainerVersion}");
            json.WriteNumber("seed", seed.Value);
            json.WritePropertyName("settings");
            json.WriteRawValue(published is null ? UnitStore.Settings(options) : UnitStore.Settings(published));
            json.WriteNumber("patients", table.Rows.RowCount);
            json.WriteNumber("events", table.Rows.Events);
            json.WriteNumber("features", table.Features.Count);
            if (external is not null)
            {
                json.WriteStartObject("external");
                json.WriteNumber("patients", external.Predictions.Outcome.Length);
                json.WriteNumber("events", external.Predictions.Outcome.Count(y => y));
                json.WriteNumber("dropped", external.Dropped.Count);
                json.WriteEndObject();
            }

            WriteList(json, "inputs", options.Inputs, i => (i.Name, i.Sha256));
            WriteList(json, "ignoredColumns", table.IgnoredColumns, c => ($"{c.Source}: {c.Name}", c.Reason));
            WriteList(json, "droppedPatients", table.Dropped, d => (d.Patient, $"{d.Code}: {d.Reason}"));
            WriteList(json, "warnings", [.. table.Warnings, .. result.ModelWarnings], w => ("warning", w));
            WriteList(json, "outputs", outputs, f => (Path.GetFileName(f), ContentHash.OfFile(f).Hex));
            json.WriteEndObject();
        });
    }

    /// <summary>Writes how long the stages of the run took to <c>run.log.json</c>.</summary>
    /// <param name="folder">Folder of the run.</param>
    /// <param name="stages">Stages with their duration, in order.</param>
    public static void WriteTimes(string folder, IReadOnlyList<(string Stage, TimeSpan Took)> stages) => AtomicFile.Write(Path.Combine(folder, RunLog), stream =>
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        json.WriteStartObject();
        json.WriteString("schema", "thca-run-log/1");
        json.WriteStartObject("seconds");
        foreach ((string stage, TimeSpan took) in stages) json.WriteNumber(stage, Math.Round(took.TotalSeconds, 2));
        json.WriteEndObject();
        json.WriteEndObject();
    });

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
