using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using Thca.Core.Files;
using Thca.Core.Randomness;

namespace Thca.Core.Provenance;

/// <summary>Where a result comes from: operation, version, mode, seed, parameters and input hashes. Holds no times, so equal runs give equal bytes.</summary>
public sealed record ProvenanceRecord
{
    /// <summary>Identifier of the layout of the JSON form.</summary>
    public const string Schema = "thca-provenance/1";

    /// <summary>The operation, e.g. "radiomics extract".</summary>
    public required string Operation { get; init; }

    /// <summary>Version of this product.</summary>
    public string Version { get; init; } = ProductVersion;

    /// <summary>Arithmetic that was followed.</summary>
    /// <value><see cref="AnalysisMode.Sound"/>.</value>
    public AnalysisMode Mode { get; init; }

    /// <summary>The run's seed, if anything was random.</summary>
    public RandomSeed? Seed { get; init; }

    /// <summary>Effective parameters, name to text, in the order given.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Parameters { get; init; } = [];

    /// <summary>Inputs with their hashes.</summary>
    public IReadOnlyList<ProvenanceInput> Inputs { get; init; } = [];

    /// <summary>Remarks, e.g. rows that were dropped and why.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Version of the running product.</summary>
    public static string ProductVersion { get; } =
        typeof(ProvenanceRecord).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";

    /// <summary>Hash that changes when version, mode, seed, parameters or inputs change.</summary>
    public ContentHash Fingerprint() => ContentHash.Of(ToJson());

    /// <summary>The record as JSON text.</summary>
    public string ToJson()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" })) Write(json);
        return System.Text.Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    /// <summary>Writes the JSON form to a file, atomically.</summary>
    public void Save(string path) => AtomicFile.WriteAllText(path, ToJson());

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteString("operation", Operation);
        json.WriteString("version", Version);
        json.WriteString("runtime", RuntimeInformation.FrameworkDescription);
        json.WriteString("mode", Mode.ToString());
        if (Mode == AnalysisMode.Reference)
            json.WriteString("watermark", "Reference mode: reproduces the original's arithmetic, not for new conclusions.");
        if (Seed is { } seed) json.WriteNumber("seed", seed.Value);
        json.WriteStartObject("parameters");
        foreach ((string name, string value) in Parameters) json.WriteString(name, value);
        json.WriteEndObject();
        json.WriteStartArray("inputs");
        foreach (ProvenanceInput input in Inputs)
        {
            json.WriteStartObject();
            json.WriteString("name", input.Name);
            json.WriteString("sha256", input.Sha256);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("notes");
        foreach (string note in Notes) json.WriteStringValue(note);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
