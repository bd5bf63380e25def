using System.Globalization;
using System.Text.Json;
using Thca.Pipelines.Cohorts;

namespace Thca.Cli.Infrastructure;

/// <summary>Says how a cohort run ended: counts, and every failed case with its reason.</summary>
internal static class CohortSummary
{
    public static int Print(CohortRun run, string output, CommandContext context)
    {
        if (context.Json) PrintJson(run, output, context.Out);
        int failed = run.Failed.Count, done = run.Records.Count - failed;
        context.Say(string.Create(CultureInfo.InvariantCulture, $"{done} of {run.Records.Count} cases done ({run.Reused} unchanged from an earlier run), {failed} failed. Table: {output}"));
        foreach (CaseRecord record in run.Failed) context.Error.WriteLine($"thca: {record.Patient}: {record.Status.Code}: {record.Status.Message}");
        return failed > 0 ? ExitCodes.SomeCasesFailed : ExitCodes.Done;
    }

    private static void PrintJson(CohortRun run, string output, TextWriter writer)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("schema", "thca-cohort-run/1");
            json.WriteString("output", output);
            json.WriteNumber("cases", run.Records.Count);
            json.WriteNumber("reused", run.Reused);
            json.WriteStartArray("failed");
            foreach (CaseRecord record in run.Failed)
            {
                json.WriteStartObject();
                json.WriteString("patient", record.Patient.Value);
                json.WriteString("code", record.Status.Code);
                json.WriteString("message", record.Status.Message);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        writer.WriteLine(System.Text.Encoding.UTF8.GetString(buffer.ToArray()));
    }
}
