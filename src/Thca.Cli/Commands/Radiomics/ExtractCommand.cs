using System.CommandLine;
using Thca.Cli.Infrastructure;
using Thca.Core.Provenance;
using Thca.Pipelines.Cohorts;
using Thca.Pipelines.Radiomics;
using Thca.Radiomics;
using Thca.Radiomics.Parameters;

namespace Thca.Cli.Commands.Radiomics;

/// <summary><c>thca radiomics extract</c></summary>
internal static class ExtractCommand
{
    private const string Help = """
        Extracts the features of one case or of a cohort into a table, with diagnostics, quality control and provenance beside it.
        A cohort can be run again at any time: finished cases are skipped, earlier rows are kept, failed cases have a row with their reason.

        Example: thca radiomics extract --cohort cohort.csv --profile thca --out features.csv
        """;

    public static Command Create()
    {
        var input = new CaseInput();
        var settings = new Option<string?>("--settings") { Description = "PyRadiomics parameter file (.yaml, .json)." };
        Option<string> profile = CommonOptions.OneOf(
            "--profile", "pyradiomics: its defaults and conventions; thca: 32 bins, normalised, short names; ibsi: not available yet.", false, "pyradiomics", "thca", "ibsi");
        Option<string> mode = CommonOptions.Mode(), output = CommonOptions.Out("Feature table to write (.csv, .arrow or .parquet).");
        var command = new Command("extract", Help);
        input.AddTo(command);
        foreach (Option option in new Option[] { settings, profile, mode, output }) command.Options.Add(option);
        return command.Runs((parse, context) =>
        {
            (IReadOnlyList<Core.Cohorts.CohortCase> cases, IReadOnlyList<string> inputs) = input.Read(parse);
            RadiomicsRunOptions options = Options(parse.GetRequiredValue(profile), parse.GetValue(settings), parse.GetEnum<AnalysisMode>(mode), context);
            string table = parse.GetRequiredValue(output);
            CohortRun run = context.WithProgress(p => new RadiomicsRun(options).Extract(cases, table, inputs, context.Compute, p, context.Cancellation));
            return CohortSummary.Print(run, table, context);
        });
    }

    private static RadiomicsRunOptions Options(string profile, string? settings, AnalysisMode mode, CommandContext context)
    {
        if (profile == "ibsi") throw new UsageException("The profile ibsi does not exist yet.", "Use pyradiomics or thca.");
        if (settings is not null && profile == "thca") throw new UsageException("--settings and --profile thca exclude each other.", "Write the profile's settings into the file, or drop one.");
        RadiomicsOptions extraction = profile == "thca" ? RadiomicsProfiles.ThcaFor(mode) : RadiomicsProfiles.PyRadiomics;
        if (settings is not null)
        {
            RadiomicsParameters file = RadiomicsParameterFile.Read(settings);
            foreach (string warning in file.Warnings) context.Warn(warning);
            extraction = file.Options;
        }

        return new RadiomicsRunOptions { Extraction = extraction, Mode = mode, FullNames = profile != "thca" };
    }
}
