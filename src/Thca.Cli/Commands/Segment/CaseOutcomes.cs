using System.Globalization;
using System.Text.Json;
using Thca.Cli.Infrastructure;
using Thca.Core.Outcomes;

namespace Thca.Cli.Commands.Segment;

/// <summary>Says how a command over many cases ended: counts, every failed case with its reason, exit code.</summary>
internal static class CaseOutcomes
{
    /// <summary>Prints the outcome.</summary>
    /// <param name="cases">Identifier and problem (null: done) of every case.</param>
    /// <param name="schema">Name of the JSON layout.</param>
    /// <param name="done">What was done to a case, e.g. "merged".</param>
    /// <param name="output">File or folder written.</param>
    /// <param name="context">Where to print.</param>
    public static int Print(IReadOnlyList<(string Id, Problem? Problem)> cases, string schema, string done, string output, CommandContext context)
    {
        int failed = cases.Count(c => c.Problem is not null);
        if (context.Json) context.Out.WriteLine(Json(cases, schema, output));
        context.Say(string.Create(CultureInfo.InvariantCulture, $"{cases.Count - failed} of {cases.Count} cases {done}, {failed} failed. Output: {output}"));
        foreach ((string id, Problem? problem) in cases)
        {
            if (problem is not null) context.Error.WriteLine($"thca: {id}: {CommandAction.OneLine(problem.ToString())}");
        }

        return failed > 0 ? ExitCodes.SomeCasesFailed : ExitCodes.Done;
    }

    private static string Json(IReadOnlyList<(string Id, Problem? Problem)> cases, string schema, string output)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("schema", schema);
            json.WriteString("output", output);
            json.WriteNumber("cases", cases.Count);
            json.WriteStartArray("failed");
            foreach ((string id, Problem? problem) in cases)
            {
                if (problem is null) continue;
                json.WriteStartObject();
                json.WriteString("case", id);
                json.WriteString("code", problem.Code);
                json.WriteString("message", problem.Message);
                json.WriteString("remedy", problem.Remedy);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }
}
