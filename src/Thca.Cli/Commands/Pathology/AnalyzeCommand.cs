using System.CommandLine;
using System.Globalization;
using Thca.Cli.Infrastructure;
using Thca.Core.Cohorts;
using Thca.Core.Features;
using Thca.Core.Files;
using Thca.Core.Outcomes;
using Thca.Core.Tables;
using Thca.Pathology.GroupAnalysis;
using Thca.Pathology.GroupAnalysis.Comparison;
using Thca.Pathology.GroupAnalysis.Inputs;
using Thca.Pathology.GroupAnalysis.Plan;
using Thca.Pathology.GroupAnalysis.Reference;
using Thca.Pathology.GroupAnalysis.Reporting;
using Thca.Pathology.Slides;

namespace Thca.Cli.Commands.Pathology;

/// <summary><c>thca pathology analyze</c></summary>
internal static class AnalyzeCommand
{
    private const string Help = """
        Compares slides between risk groups, patient by patient: exact tests, signed effects with intervals, the outcome apart, a composite score
        judged on held-out patients, correlations with imaging. A plan declared beforehand (analysis.json) makes results more than exploratory:
        { "schema": "thca-pathology-analysis/1", "primary": ["tumour_area_um2_cv"], "families": { "heterogeneity": ["tumour_*_cv"] },
          "covariates": [], "exclude": [ { "patient": "007", "reason": "consent" } ], "seed": 42, "alpha": 0.05 }

        Example: thca pathology analyze --groups model/risk_groups.csv --group Risk_Group_Clinical --imaging ited.csv --plan analysis.json --out pathology
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
        AnalysisPlan plan = options.ReadPlan(parse);
        var files = new GroupStudyFiles(options, parse, context);
        GroupStudyInput input = files.Read(plan);
        GroupStudyResult result = context.WithProgress(p => GroupStudyAnalyzer.Analyze(input, plan, options.Settings(parse), context.Seed, context.Compute, p, context.Cancellation));
        foreach (string warning in result.Cohort.Warnings) context.Warn(warning);
        foreach (string flag in result.Cohort.Flags) context.Warn(flag == ProblemCodes.ResubstitutionGroups
            ? $"{flag}: some groups were predicted for patients the model was trained on."
            : $"{flag}: nothing says how the groups were predicted.");
        string folder = options.Workspace(parse).Root;
        IEnumerable<string> read = parse.GetValue(options.Plan) is { } planPath ? files.Paths.Append(planPath) : files.Paths;
        GroupAnalysisWriter.Write(folder, result, AnalyzeOptions.Record(read));
        AtomicFile.WriteAllText(Path.Combine(folder, "report.html"), GroupHtml.Write(result));
        return Print(result, folder, context);
    }

    private static int Print(GroupStudyResult result, string folder, CommandContext context)
    {
        if (context.Json) context.Out.Write(GroupStudyJson.Write(result, folder));
        if (!result.Plan.IsDeclared) context.Say("Exploratory: no plan was declared (--plan analysis.json).");
        else context.Say($"Declared plan: SHA-256 {result.Plan.Hash}");
        foreach (FeatureComparison t in result.Tests.Where(t => t.IsTested && (t.Variable.IsPrimary || t.Adjusted < result.Plan.Alpha)).Take(10))
        {
            context.Say(string.Create(CultureInfo.InvariantCulture,
                $"{t.Variable.Name}{(t.Variable.IsPrimary ? " (primary)" : "")}: {(t.Shift!.Shift < 0 ? "lower" : "higher")} in High, Cliff's delta {t.Delta!.Value:0.00}, p {ReportText.P(t.P)}, adjusted {ReportText.P(t.Adjusted)}"));
        }

        FeatureComparison[] failed = [.. result.Tests.Where(t => t.Variable.IsPrimary && !t.IsTested)];
        foreach (FeatureComparison t in failed) context.Error.WriteLine($"thca: {t.Variable.Name}: {t.Status.Code}: {t.Status.Message}");
        string score = result.Score is { Status.IsOk: true, Outcome: { } o }
            ? string.Create(CultureInfo.InvariantCulture, $"composite score AUC {o.Auc:0.00}, p {ReportText.P(result.Score.P)}")
            : $"no composite score ({result.Score.Status.Code})";
        context.Say(string.Create(CultureInfo.InvariantCulture,
            $"{result.Cohort.Count(RiskGroup.Low)} Low and {result.Cohort.Count(RiskGroup.High)} High; {result.Tests.Count(t => t.IsTested)} of {result.Tests.Count} features tested, {result.Significant.Count()} significant after adjustment; {score}. Report: {Path.Combine(folder, "report.html")}"));
        return failed.Length > 0 || result.Tests.All(t => !t.IsTested) ? ExitCodes.SomeCasesFailed : ExitCodes.Done;
    }

    private static int Reference(AnalyzeOptions options, ParseResult parse, CommandContext context)
    {
        if (parse.GetValue(options.Plan) is not null || parse.GetValue(options.Features) is { Length: > 0 })
            throw new UsageException("--plan and --features cannot be used with --mode reference.", "The original has no plan and reads its own tables, which thca pathology features --profile Reference25 writes.");
        var files = new GroupStudyFiles(options, parse, context);
        SlideWorkspace workspace = options.Workspace(parse);
        (string[] ids, RiskGroupAssignment groups, IReadOnlyDictionary<string, bool> outcome) = files.Groups();
        var paths = new List<string>(files.Paths);
        var patients = new List<ReferencePatient>();
        int missing = 0;
        for (int i = 0; i < ids.Length; i++)
        {
            string nuclei = workspace.File($"nuclear_features_{ids[i]}.csv"), scores = workspace.File($"cellular_ith_scores_{ids[i]}.csv");
            string? lacks = groups.Groups[i] == RiskGroup.None ? "a group" : !outcome.ContainsKey(ids[i]) ? "a known outcome" : !File.Exists(nuclei) ? Path.GetFileName(nuclei) : !File.Exists(scores) ? Path.GetFileName(scores) : null;
            if (lacks is null)
            {
                patients.Add(ReferencePatient.Read(ids[i], groups.Groups[i] == RiskGroup.High, outcome[ids[i]], TextTable.Read(nuclei), TextTable.Read(scores)));
                paths.AddRange([nuclei, scores]);
                continue;
            }

            missing++;
            context.Error.WriteLine($"thca: {ids[i]}: {GroupAnalysisProblems.NoSlide}: the patient has no {lacks} and takes no part.");
        }

        string[] imagingPaths = parse.GetValue(options.Imaging) ?? [];
        FeatureTable? imaging = imagingPaths.Select(p => FeatureTableFile.Read(p, new FeatureTableReadOptions { IgnoreNonNumeric = true })).Aggregate((FeatureTable?)null, (all, next) => all is null ? next : all.Join(next).Table);
        ReferenceGroupResult result = context.WithProgress(p => ReferenceGroupAnalyzer.Analyze(patients, imaging, context.Compute, p, context.Cancellation));
        ReferenceGroupWriter.Write(workspace.Root, result, AnalyzeOptions.Record([.. paths, .. imagingPaths]));
        AtomicFile.WriteAllText(workspace.File("report.html"), new HtmlPage("Slides between risk groups (reference)").Markdown(File.ReadAllText(workspace.File("report.md"))).ToString());
        context.Warn(ReferenceGroupResult.Watermark);
        context.Say(string.Create(CultureInfo.InvariantCulture, $"{patients.Count} patients, {result.Heterogeneity.Count(t => t.P < 0.05)} of {result.Heterogeneity.Count} heterogeneity columns with unadjusted p < 0.05. Written to {workspace.Root}."));
        return missing > 0 ? ExitCodes.SomeCasesFailed : ExitCodes.Done;
    }
}
