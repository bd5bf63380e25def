using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Thca.Cli.Infrastructure;
using Thca.Core.Features;
using Thca.Core.Provenance;
using Thca.Pathology.Heterogeneity;
using Thca.Pathology.NuclearFeatures;
using Thca.Pathology.Slides;
using Thca.Pipelines.Pathology;

namespace Thca.Cli.Commands.Pathology;

/// <summary><c>thca pathology features</c></summary>
internal static class FeaturesCommand
{
    private const string Help = """
        Measures every nucleus that 'detect' found and how much nuclei differ within slides and patients. Writes SLIDE/nuclear_features.parquet and
        SLIDE/heterogeneity.csv per slide; heterogeneity.csv, patient_heterogeneity.csv, cellular_heterogeneity.csv (one row per patient), bins.json
        (ranges frozen over the development slides), feature_descriptors.json and features.csv. Finished slides are skipped.

        Example: thca pathology features --slides slides.csv --out pathology
        """;

    public static Command Create()
    {
        var defaults = new HeterogeneityOptions();
        var input = new SlideInput();
        Option<string> profile = CommonOptions.OneOf("--profile", "sound: about 100 features in micrometres; reference25: the 25 of the study's script, with its files.", false, "sound", "reference25");
        var bins = new Option<string?>("--bins") { Description = "bins.json of an earlier cohort [default: learned from this study's development slides]." };
        var csv = new Option<bool>("--csv") { Description = "Also write SLIDE/nuclear_features.csv." };
        var bootstrap = new Option<int>("--bootstrap") { Description = "Resamples of squares for intervals; 0 for none.", DefaultValueFactory = _ => defaults.BootstrapReplicates };
        var permutations = new Option<int>("--permutations") { Description = "Shuffles for Moran's p; 0 for the normal approximation.", DefaultValueFactory = _ => defaults.MoranPermutations };
        var envelopes = new Option<int>("--envelopes") { Description = "Simulations of complete randomness; 0 for none.", DefaultValueFactory = _ => defaults.Envelopes };
        var fewest = new Option<int>("--min-nuclei") { Description = "Fewest nuclei of a type for statistics.", DefaultValueFactory = _ => defaults.FewestNuclei };
        var own = new Option<bool>("--own-colours") { Description = "Ignore the stains and the target that 'normalize' left in the workspace." };
        var outside = new Option<bool>("--outside-tissue") { Description = "Nuclei outside the tissue count too." };
        Option<string> mode = CommonOptions.Mode(), output = CommonOptions.Out("Workspace folder, in which 'detect' left the nuclei.");
        var command = new Command("features", Help);
        input.AddTo(command);
        foreach (Option option in new Option[] { profile, bins, csv, bootstrap, permutations, envelopes, fewest, own, outside, mode, output }) command.Options.Add(option);
        return command.Runs((parse, context) =>
        {
            SlideManifest manifest = input.Read(parse, context);
            bool reference = parse.GetRequiredValue(profile) == "reference25" || parse.GetEnum<AnalysisMode>(mode) == AnalysisMode.Reference;
            var options = new NuclearFeaturesRunOptions
            {
                Profile = reference ? NuclearProfile.Reference25 : NuclearProfile.Sound,
                Filter = new NucleusFilter { InTissueOnly = !parse.GetValue(outside) },
                Heterogeneity = defaults with
                {
                    BootstrapReplicates = parse.GetValue(bootstrap), MoranPermutations = parse.GetValue(permutations), Envelopes = parse.GetValue(envelopes), FewestNuclei = parse.GetValue(fewest), Seed = context.Seed,
                },
                BinsPath = parse.GetValue(bins),
                WriteCsv = parse.GetValue(csv),
                UseStains = !parse.GetValue(own),
            };
            string folder = parse.GetRequiredValue(output);
            var run = new NuclearFeaturesRun(folder, options);
            if (!reference && options.BinsPath is null && manifest.Slides.Count(s => s.Split == SlideSplit.Development) < 2)
                context.Warn($"{HeterogeneityProblems.NoCohortBins}: entropies and distances need ranges of a cohort; give --bins, or more development slides.");
            NuclearFeaturesResult result = context.WithProgress(p => run.Run(manifest.Slides, context.Compute, p, context.Cancellation));
            return Print(result, folder, context);
        });
    }

    private static int Print(NuclearFeaturesResult result, string folder, CommandContext context)
    {
        (SlideEntry Slide, RowStatus Status)[] failed = [.. result.Slides.Where(s => !s.Status.IsOk)];
        if (context.Json) context.Out.WriteLine(Json(result, failed, folder));
        context.Say(string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Slides.Count - failed.Length} of {result.Slides.Count} slides done ({result.Reused} unchanged from an earlier run), {failed.Length} failed; {result.Nuclei} nuclei measured, {result.Included} of them count. Table: {Path.Combine(folder, NuclearFeaturesRun.WideFile)}"));
        foreach ((SlideEntry slide, RowStatus status) in failed) context.Error.WriteLine($"thca: {slide.Slide}: {CommandAction.OneLine($"{status.Code}: {status.Message}")}");
        return failed.Length == 0 ? ExitCodes.Done : result.Slides.Count == 1 ? ExitCodes.Failed : ExitCodes.SomeCasesFailed;
    }

    private static string Json(NuclearFeaturesResult result, (SlideEntry Slide, RowStatus Status)[] failed, string folder)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("schema", "thca-slide-run/1");
            json.WriteString("output", Path.Combine(folder, NuclearFeaturesRun.WideFile));
            json.WriteNumber("slides", result.Slides.Count);
            json.WriteNumber("reused", result.Reused);
            json.WriteNumber("nuclei", result.Nuclei);
            json.WriteNumber("included", result.Included);
            json.WriteStartArray("failed");
            foreach ((SlideEntry slide, RowStatus status) in failed)
            {
                json.WriteStartObject();
                json.WriteString("patient", slide.Patient.Value);
                json.WriteString("slide", slide.Slide.Value);
                json.WriteString("code", status.Code);
                json.WriteString("message", status.Message);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }
}
