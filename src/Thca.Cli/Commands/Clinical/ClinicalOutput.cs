using System.Text.Json;
using System.Text.Json.Nodes;
using Thca.Cli.Infrastructure;
using Thca.Core.Provenance;

namespace Thca.Cli.Commands.Clinical;

/// <summary>Provenance and closing lines of the clinical commands.</summary>
internal static class ClinicalOutput
{
    public static void SaveProvenance(string folder, string operation, CommandContext context, IReadOnlyList<ProvenanceInput> inputs, IEnumerable<(string, string?)> parameters, IReadOnlyList<string>? notes = null, AnalysisMode mode = AnalysisMode.Sound) =>
        new ProvenanceRecord
        {
            Operation = operation, Mode = mode, Seed = context.Seed, Inputs = inputs, Notes = notes ?? [],
            Parameters = [.. parameters.Where(p => p.Item2 is not null).Select(p => KeyValuePair.Create(p.Item1, p.Item2!))],
        }.Save(Path.Combine(folder, "provenance.json"));

    public static void Finish(CommandContext context, string folder, string summary, JsonObject json)
    {
        if (context.Json)
        {
            json["out"] = folder;
            context.Out.WriteLine(json.ToJsonString(new JsonSerializerOptions { WriteIndented = true, NewLine = "\n" }));
        }

        context.Say($"{summary} Written to {folder}.");
    }
}
