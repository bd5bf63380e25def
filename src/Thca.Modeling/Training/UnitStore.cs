using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Thca.Core.Files;
using Thca.Core.Provenance;
using Thca.Core.Randomness;
using Thca.Modeling.Data;
using Thca.Modeling.LightGbm;
using Thca.Modeling.Runtime.Evidence;

namespace Thca.Modeling.Training;

/// <summary>Keeps finished outer folds on disk under a fingerprint of data, settings and seed; anything unreadable is simply computed again.</summary>
internal sealed class UnitStore
{
    private static readonly JsonSerializerOptions Json = new()
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, Converters = { new JsonStringEnumConverter() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutUnused } },
    };

    private readonly string? _folder;

    public UnitStore(TrainingTable table, CritTrainingOptions options, RandomSeed seed)
    {
        string settings = Settings(options with { Declarations = new Declarations.StudyDeclarations() });
        string names = string.Join('\n', table.Rows.Features.Names) + string.Join('\n', table.Rows.Features.Patients);
        ContentHash values = ContentHash.Of(MemoryMarshal.AsBytes(table.Rows.Features.Values)), outcome = ContentHash.Of(MemoryMarshal.AsBytes(table.Rows.Outcome));
        string fingerprint = ContentHash.Of($"{settings}|{seed.Value}|{ContentHash.Of(names)}|{values}|{outcome}|{ProvenanceRecord.ProductVersion}").Hex[..16];
        _folder = options.CheckpointFolder is null ? null : Path.Combine(options.CheckpointFolder, fingerprint);
    }

    /// <summary>The settings that decide results, as text.</summary>
    public static string Settings(CritTrainingOptions options) => JsonSerializer.Serialize(options with { CheckpointFolder = null, Inputs = [] }, Json);

    /// <summary>The settings of a published protocol that decide results, as text.</summary>
    public static string Settings(Reference.ReferenceOptions options) => JsonSerializer.Serialize(options with { Inputs = [] }, Json);

    public UnitResult GetOrAdd(string combination, int repeat, int fold, Func<UnitResult> compute)
    {
        if (_folder is null) return compute();
        string path = Path.Combine(_folder, FormattableString.Invariant($"{combination.Replace('+', '_')}_r{repeat}_f{fold}.json"));
        if (TryRead(path) is { } known && known.Combination == combination && known.Repeat == repeat && known.Fold == fold) return known;
        UnitResult result = compute();
        AtomicFile.WriteAllText(path, JsonSerializer.Serialize(result, Json));
        return result;
    }

    /// <summary>Settings that came later leave fingerprints and identifiers as they were while they are off.</summary>
    private static void LeaveOutUnused(JsonTypeInfo type)
    {
        (string Name, object Off)? later = type.Type == typeof(LightGbmOptions) ? (nameof(LightGbmOptions.CategoricalSplits), false)
            : type.Type == typeof(SearchOptions) ? (nameof(SearchOptions.Prune), false)
            : type.Type == typeof(CritTrainingOptions) ? (nameof(CritTrainingOptions.CoverSource), CritCoverSource.TrainingCounts)
            : null;
        if (later is { } setting) type.Properties.First(p => p.Name == setting.Name).ShouldSerialize = (_, value) => !setting.Off.Equals(value);
    }

    private static UnitResult? TryRead(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<UnitResult>(File.ReadAllText(path), Json) : null;
        }
        catch (Exception exception) when (exception is JsonException or IOException or NotSupportedException)
        {
            return null;
        }
    }
}
