using System.CommandLine;
using System.Globalization;
using Thca.Cli.Infrastructure;
using Thca.Core.Features;
using Thca.Core.Outcomes;
using Thca.Core.Tables;
using Thca.Modeling.Data;
using Thca.Proteomics.Analysis;
using Thca.Proteomics.Correlation;
using Thca.Proteomics.Data;
using Thca.Proteomics.Outcome;
using Thca.Proteomics.Reference;
using Thca.Proteomics.Reporting;
using Thca.Tables.Excel;

namespace Thca.Cli.Commands.Proteins;

/// <summary><c>thca proteins analyze</c></summary>
internal static class AnalyzeCommand
{
    private const string Help = """
        Compares protein expression between the low- and the high-risk group: exact ordinal tests, effect sizes with intervals, adjustment over
        the panel, correlations, and the relation to imaging, pathology and actual metastasis where given.

        Example: thca proteins analyze --table proteins.csv --groups model/risk_groups.csv --group Risk_Group_Clinical --out proteins
        """;

    public static Command Create()
    {
        var options = new AnalyzeOptions();
        var command = new Command("analyze", Help);
        options.AddTo(command);
        return command.Runs((parse, context) => parse.GetRequiredValue(options.Mode) == "reference" ? Reference(options, parse, context) : Sound(options, parse, context));
    }

    private static int Sound(AnalyzeOptions options, ParseResult parse, CommandContext context)
    {
        TextTable text = TextInput.Read(parse.GetRequiredValue(options.Table), context);
        TextTable? groups = parse.GetValue(options.Groups) is { } path ? TextInput.Read(path, context) : null;
        ProteinTable table = ProteinTableReader.Read(text, groups, options.TableOptions(parse));
        if (parse.GetValue(options.Outcome) is { } reference)
        {
            OutcomeColumn outcome = OutcomeColumn.Read(reference);
            table = table with { Metastasis = [.. table.Patients.Select(p => outcome[p.Value] switch { true => 1, false => 0, null => -1 })] };
        }

        foreach (string warning in table.Warnings) context.Warn(warning);
        foreach (string flag in table.Flags) context.Warn($"{flag}: {Explain(flag)}");
        var settings = new ProteinAnalysisOptions
        {
            PrimaryProteins = TextInput.List(parse.GetValue(options.Primary)),
            PairsAlways = parse.GetRequiredValue(options.Pairs) == "on",
            Log2Offset = parse.GetValue(options.Log2),
        };
        FeatureTable[] features = [.. (parse.GetValue(options.Features) ?? []).Select(f => FeatureTableFile.Read(f, new FeatureTableReadOptions { IgnoreNonNumeric = true }))];
        ProteinAnalysis analysis = context.WithProgress(p =>
        {
            ProteinStudy study = ProteinAnalyzer.Analyze(table, settings, context.Seed, context.Compute, p, context.Cancellation);
            return new ProteinAnalysis
            {
                Study = study,
                Pairs = ProteinCorrelations.Analyze(table, settings, context.Seed, context.Compute, p, context.Cancellation),
                Features = features.Length == 0 ? [] : ProteinFeatureCorrelations.Analyze(table, features, settings, context.Seed, context.Compute, p, context.Cancellation),
                Outcome = OutcomeAnalyzer.Analyze(study, context.Compute, p, context.Cancellation),
            };
        });
        string folder = parse.GetRequiredValue(options.Out);
        ProteinAnalysisWriter.Write(folder, analysis, options.Inputs(parse));
        Workbook.Write(Path.Combine(folder, "protein_crosstabs.xlsx"), [.. CrosstabSheets.Of(analysis.Study).Select(s => (s.Name, s.Table))]);
        return Print(analysis.Study, folder, context);
    }

    private static int Print(ProteinStudy study, string folder, CommandContext context)
    {
        if (context.Json) context.Out.Write(ProteinJson.Write(study));
        foreach (ProteinResult r in study.Significant)
        {
            context.Say(string.Create(CultureInfo.InvariantCulture,
                $"{r.Protein.Column}: theta {r.Superiority.Theta:0.000} ({r.Superiority.Lower:0.000}-{r.Superiority.Upper:0.000}), {(r.Superiority.Theta < 0.5 ? "lower" : "higher")} in High, q {r.Q:0.0000}"));
        }

        ProteinResult[] failed = [.. study.Results.Where(r => r.Status.Code is ProblemCodes.GroupTooSmall)];
        foreach (ProteinResult r in study.Results.Where(r => r.Status.Code is ProteinProblems.ColumnAbsent or ProblemCodes.Constant)) context.Warn($"{r.Status.Code}: {r.Status.Message}");
        foreach (ProteinResult r in failed) context.Error.WriteLine($"thca: {r.Protein.Column}: {r.Status.Code}: {r.Status.Message}");
        int tested = study.Results.Count(r => r.IsTested);
        context.Say(string.Create(CultureInfo.InvariantCulture,
            $"{study.Design.Low} Low and {study.Design.High} High; {tested} of {study.Results.Count} proteins tested, {study.Significant.Count()} with q < {study.Options.Alpha}. Report: {Path.Combine(folder, "report.md")}"));
        return failed.Length > 0 ? ExitCodes.SomeCasesFailed : ExitCodes.Done;
    }

    private static int Reference(AnalyzeOptions options, ParseResult parse, CommandContext context)
    {
        if (parse.GetValue(options.Groups) is not null) throw new UsageException("--groups cannot be used with --mode reference.", "The original reads the group from the protein table.");
        IReadOnlyList<string> panel = TextInput.List(parse.GetValue(options.Panel));
        TextTable table = TextInput.Read(parse.GetRequiredValue(options.Table), context);
        string group = parse.GetRequiredValue(options.Group), folder = parse.GetRequiredValue(options.Out);
        IReadOnlyList<ReferenceProteinResult> results = ReferenceProteinAnalyzer.Analyze(table, group, panel.Count > 0 ? panel : null);
        ReferenceProteinWriter.Write(folder, table, group, results, options.Inputs(parse));
        Workbook.Write(Path.Combine(folder, "protein_crosstabs.xlsx"), [.. CrosstabSheets.Of(results).Select(s => (s.Name, s.Table))]);
        context.Warn("reference mode: the original's arithmetic, unadjusted chi-square on sparse tables; not for new conclusions.");
        context.Say(string.Create(CultureInfo.InvariantCulture, $"{results.Count} proteins, {results.Count(r => r.P < 0.05)} with unadjusted p < 0.05. Written to {folder}."));
        return ExitCodes.Done;
    }

    private static string Explain(string flag) => flag switch
    {
        ProblemCodes.ResubstitutionGroups => "some groups were predicted for patients the model was trained on; tests.csv has the p-values without them.",
        _ => "nothing says how the groups were predicted.",
    };
}
