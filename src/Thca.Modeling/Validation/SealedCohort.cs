using System.Text.Json;
using Thca.Core.Cohorts;
using Thca.Core.Errors;
using Thca.Core.Files;
using Thca.Core.Outcomes;
using Thca.Modeling.Data;
using Thca.Modeling.Runtime;
using Thca.Modeling.Runtime.Artifact;

namespace Thca.Modeling.Validation;

/// <summary>
/// External files that stay closed until a model is frozen. Opening them needs the artifact and is logged; opening them again for another
/// artifact is refused unless a reason is given, which is logged too.
/// </summary>
public sealed class SealedCohort
{
    /// <summary>Name of the log.</summary>
    public const string LogName = "external_seal.json";

    private const string SealBroken = "EXTERNAL_SEAL_BROKEN";

    private readonly IReadOnlyList<FeatureSource> _features;
    private readonly string _outcome;
    private readonly string? _positive;

    /// <summary>Names the files without reading them.</summary>
    /// <param name="features">Feature tables.</param>
    /// <param name="outcome">Outcome column, <c>FILE:COLUMN</c>.</param>
    /// <param name="positive">Label of the event, or null for the usual ones.</param>
    public SealedCohort(IReadOnlyList<FeatureSource> features, string outcome, string? positive = null) => (_features, _outcome, _positive) = (features, outcome, positive);

    /// <summary>Opens the files for one frozen artifact.</summary>
    /// <param name="frozen">The artifact; it must exist before the first look.</param>
    /// <param name="logFolder">Folder of the log.</param>
    /// <param name="reason">Why a second look with another artifact is taken; null when it is the first.</param>
    /// <exception cref="ThcaException">The artifact is not complete, or the files were opened before for another one.</exception>
    public (EvaluationFold<PatientRecords> Patients, OutcomeColumn Outcome) Open(CritArtifact frozen, string logFolder, string? reason = null)
    {
        RequireFrozen(frozen);
        string path = Path.Combine(logFolder, LogName), hash = CritArtifactJson.Hash(frozen);
        List<(string Artifact, string Reason)> looks = Looks(path);
        if (looks.Count > 0 && looks[^1].Artifact != hash && string.IsNullOrWhiteSpace(reason))
        {
            throw new ThcaException(
                SealBroken,
                $"The external cohort was already evaluated with another model ({looks[^1].Artifact[..12]}); a second look is not an independent validation.",
                "Keep the first result, or give a reason (--external-again REASON), which is recorded.");
        }

        if (looks.Count == 0 || looks[^1].Artifact != hash) looks.Add((hash, reason ?? "first look"));
        OutcomeColumn outcome = OutcomeColumn.Read(_outcome, _positive);
        PatientRecords records = FeatureTableIntake.Read(_features, new IntakeOptions { OutcomeColumn = outcome.Name, KeepIncomplete = true });
        WriteLog(path, looks);
        return (new EvaluationFold<PatientRecords>(records, "external"), outcome);
    }

    private static void RequireFrozen(CritArtifact artifact)
    {
        try
        {
            _ = CritModel.FromArtifact(artifact);
        }
        catch (CritModelException error)
        {
            throw new ThcaException(SealBroken, $"The external cohort opens for a frozen model only; this one is not complete: {error.Refusal.What}", "Train to the end first.", error);
        }
    }

    private static List<(string Artifact, string Reason)> Looks(string path)
    {
        if (!File.Exists(path)) return [];
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(path));
        return [.. json.RootElement.GetProperty("looks").EnumerateArray().Select(l => (l.GetProperty("artifactSha256").GetString()!, l.GetProperty("reason").GetString()!))];
    }

    private static void WriteLog(string path, List<(string Artifact, string Reason)> looks) => AtomicFile.Write(path, stream =>
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        json.WriteStartObject();
        json.WriteString("schema", "crit-external-seal/1");
        json.WriteStartArray("looks");
        foreach ((string artifact, string reason) in looks)
        {
            json.WriteStartObject();
            json.WriteString("artifactSha256", artifact);
            json.WriteString("reason", reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });
}
