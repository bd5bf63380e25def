using System.CommandLine;
using System.Globalization;
using Thca.Cli.Infrastructure;
using Thca.Core.Provenance;
using Thca.Heterogeneity;
using Thca.Heterogeneity.Expansion;
using Thca.Heterogeneity.Ited;
using Thca.Heterogeneity.Ith;
using Thca.Heterogeneity.Stability;
using Thca.Pipelines.Cohorts;
using Thca.Pipelines.Heterogeneity;

namespace Thca.Cli.Commands.Heterogeneity;

/// <summary><c>thca heterogeneity analyze</c></summary>
internal static class AnalyzeCommand
{
    private const string Help = """
        Divides the tumour of one case or of every case of a cohort into sub-regions and computes iTED and the 3-D ITHscore, with intervals,
        quality control and stability. A cohort can be run again at any time: finished cases are skipped, failed cases have a row with their reason.

        Example: thca heterogeneity analyze --cohort cohort.csv --out habitats
        """;

    public static Command Create()
    {
        var input = new CaseInput();
        var thyroid = new Option<string?>("--thyroid") { Description = "Thyroid mask or label map, where the cohort names none; limits an expansion." };
        var thyroidLabels = new Option<string?>("--thyroid-labels") { Description = "Labels of the thyroid file that are thyroid, e.g. 1,2,3." };
        var bootstrap = new Option<int?>("--bootstrap") { Description = "Bootstrap replicates for iTED intervals; 0 for none [default: 1000]." };
        var ithBootstrap = new Option<int?>("--ith-bootstrap") { Description = "Bootstrap replicates for the ITHscore interval; 0 for none [default: 500, reference 100]." };
        var stability = new Option<int>("--stability") { Description = "Perturbed runs for the stability check; 0 for none.", DefaultValueFactory = _ => 5 };
        Option<string> expand = CommonOptions.OneOf("--expand", "Whether a tumour that is too small is expanded; auto: only in reference mode.", false, "auto", "on", "off");
        var compare = new Option<bool>("--compare-modes") { Description = "Also analyse every case in both modes and write mode_comparison.csv." };
        Option<string> mode = CommonOptions.Mode(), output = CommonOptions.Out("Folder to write.");
        var command = new Command("analyze", Help);
        input.AddTo(command);
        foreach (Option option in new Option[] { thyroid, thyroidLabels, bootstrap, ithBootstrap, stability, expand, compare, mode, output }) command.Options.Add(option);
        return command.Runs((parse, context) =>
        {
            (IReadOnlyList<Core.Cohorts.CohortCase> cases, IReadOnlyList<string> inputs) = input.Read(parse);
            var options = new HeterogeneityRunOptions
            {
                Analysis = new TitanOptions
                {
                    Mode = parse.GetEnum<AnalysisMode>(mode),
                    Seed = context.Seed,
                    Ited = new ItedOptions { BootstrapReplicates = parse.GetValue(bootstrap) ?? new ItedOptions().BootstrapReplicates },
                    Ith = new IthOptions { BootstrapReplicates = parse.GetValue(ithBootstrap) },
                    Stability = new StabilityOptions { Runs = parse.GetValue(stability) },
                    Expansion = new ExpansionOptions { Enabled = parse.GetRequiredValue(expand) switch { "on" => true, "off" => false, _ => null } },
                },
                ThyroidPath = parse.GetValue(thyroid),
                ThyroidLabels = Labels(parse.GetValue(thyroidLabels)),
                CompareModes = parse.GetValue(compare),
            };
            string folder = parse.GetRequiredValue(output);
            CohortRun run = context.WithProgress(p => new HeterogeneityRun(options).Analyze(cases, folder, inputs, context.Compute, p, context.Cancellation));
            return CohortSummary.Print(run, folder, context);
        });
    }

    private static int[]? Labels(string? text)
    {
        if (text is null) return null;
        return [.. text.Split(',', StringSplitOptions.TrimEntries).Select(t => int.TryParse(t, NumberStyles.None, CultureInfo.InvariantCulture, out int label) && label > 0
            ? label
            : throw new UsageException($"--thyroid-labels has '{t}', which is no label.", "Give whole numbers above 0, separated by commas."))];
    }
}
