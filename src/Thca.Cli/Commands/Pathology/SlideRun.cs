using System.Globalization;
using System.Text.Json;
using Thca.Cli.Infrastructure;
using Thca.Core.Compute;
using Thca.Core.Features;
using Thca.Core.Outcomes;
using Thca.Core.Tables;
using Thca.Pathology.Slides;

namespace Thca.Cli.Commands.Pathology;

/// <summary>Runs one piece of work over all slides: in parallel, one row per slide whatever happens to it.</summary>
internal static class SlideRun
{
    /// <summary>Runs the work, writes the table (<c>PatientID,SlideID,…,Status,Message</c>) and says how it ended.</summary>
    /// <param name="slides">The slides.</param>
    /// <param name="stage">Name for progress.</param>
    /// <param name="columns">The work's columns between SlideID and Status.</param>
    /// <param name="table">The table to write.</param>
    /// <param name="context">The command's surroundings.</param>
    /// <param name="work">Does one slide and returns the cells of its columns; trouble may be thrown.</param>
    /// <returns>The exit code.</returns>
    public static int Run(
        IReadOnlyList<SlideEntry> slides,
        string stage,
        IReadOnlyList<string> columns,
        string table,
        CommandContext context,
        Func<SlideEntry, IReadOnlyList<string>> work) => Run(slides, stage, columns, table, context, (slide, _) => work(slide));

    /// <summary>The same for work that reports its own progress within a slide.</summary>
    public static int Run(
        IReadOnlyList<SlideEntry> slides,
        string stage,
        IReadOnlyList<string> columns,
        string table,
        CommandContext context,
        Func<SlideEntry, IProgress<WorkProgress>, IReadOnlyList<string>> work)
    {
        int done = 0;
        Outcome<IReadOnlyList<string>>[] outcomes = context.WithProgress(progress => OrderedParallel.Map(
            slides.Count,
            i =>
            {
                Outcome<IReadOnlyList<string>> outcome = Outcome<IReadOnlyList<string>>.Try(() => work(slides[i], progress));
                progress.Report(new WorkProgress(stage, Interlocked.Increment(ref done), slides.Count, slides[i].Slide.Value));
                return outcome;
            },
            context.Compute,
            context.Cancellation));
        new TextTable(
            [FeatureTable.PatientIdColumn, "SlideID", .. columns, "Status", "Message"],
            slides.Select((slide, i) => (IReadOnlyList<string>)
            [
                slide.Patient.Value, slide.Slide.Value,
                .. outcomes[i].Succeeded ? outcomes[i].Value : [.. columns.Select(_ => "")],
                outcomes[i].Succeeded ? ProblemCodes.Ok : outcomes[i].Problem.Code,
                outcomes[i].Succeeded ? "" : CommandAction.OneLine($"{outcomes[i].Problem.Message} {outcomes[i].Problem.Remedy}".Trim()),
            ]),
            Path.GetFileName(table)).Write(table);
        return Print(slides, outcomes, table, context);
    }

    private static int Print(IReadOnlyList<SlideEntry> slides, Outcome<IReadOnlyList<string>>[] outcomes, string table, CommandContext context)
    {
        int failed = outcomes.Count(o => !o.Succeeded);
        if (context.Json) context.Out.WriteLine(Json(slides, outcomes, table));
        context.Say(string.Create(CultureInfo.InvariantCulture, $"{slides.Count - failed} of {slides.Count} slides done, {failed} failed. Table: {table}"));
        for (int i = 0; i < outcomes.Length; i++)
            if (!outcomes[i].Succeeded) context.Error.WriteLine($"thca: {slides[i].Slide}: {CommandAction.OneLine(outcomes[i].Problem.ToString())}");
        return failed == 0 ? ExitCodes.Done : slides.Count == 1 ? ExitCodes.Failed : ExitCodes.SomeCasesFailed;
    }

    private static string Json(IReadOnlyList<SlideEntry> slides, Outcome<IReadOnlyList<string>>[] outcomes, string table)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("schema", "thca-slide-run/1");
            json.WriteString("output", table);
            json.WriteNumber("slides", slides.Count);
            json.WriteStartArray("failed");
            for (int i = 0; i < outcomes.Length; i++)
            {
                if (outcomes[i].Succeeded) continue;
                json.WriteStartObject();
                json.WriteString("patient", slides[i].Patient.Value);
                json.WriteString("slide", slides[i].Slide.Value);
                json.WriteString("code", outcomes[i].Problem.Code);
                json.WriteString("message", outcomes[i].Problem.Message);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }
}
