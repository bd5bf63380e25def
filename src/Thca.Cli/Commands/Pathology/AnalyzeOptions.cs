using System.CommandLine;
using Thca.Cli.Infrastructure;
using Thca.Core.Cohorts;
using Thca.Core.Provenance;
using Thca.Pathology.GroupAnalysis;
using Thca.Pathology.GroupAnalysis.Plan;
using Thca.Pathology.Slides;

namespace Thca.Cli.Commands.Pathology;

/// <summary>The options of <c>thca pathology analyze</c>.</summary>
internal sealed class AnalyzeOptions
{
    public Option<string> Groups { get; } = new("--groups") { Description = "Table with the groups, e.g. risk_groups.csv of thca model train.", Required = true };

    public Option<string> Group { get; } = new("--group") { Description = "Column with Low and High.", DefaultValueFactory = _ => RiskGroupOptions.DefaultGroupColumn };

    public Option<string?> Exclude { get; } = new("--exclude-groups") { Description = "Values of the group column to leave out, separated by commas." };

    public Option<string[]> Features { get; } = new("--features")
    {
        Description = "Tables of slide features, one row per patient, FILE or FAMILY=FILE [default: cellular_heterogeneity.csv in the workspace].",
        AllowMultipleArgumentsPerToken = true,
    };

    public Option<string[]> Imaging { get; } = new("--imaging") { Description = "Radiomics, heterogeneity and clinical tables to relate the slides to.", AllowMultipleArgumentsPerToken = true };

    public Option<string?> Outcome { get; } = new("--outcome") { Description = "Actual metastasis, FILE:COLUMN [default: True_M_stage of the groups table]." };

    public Option<string?> Plan { get; } = new("--plan") { Description = "analysis.json, declared before the run; without it every result is exploratory." };

    public Option<bool> ExploratoryScore { get; } = new("--allow-exploratory-score") { Description = "Compute the composite score with fewer than ten patients per outcome, too." };

    public Option<string> Mode { get; } = CommonOptions.Mode();

    public Option<string> Out { get; } = CommonOptions.Out("Workspace folder to read and write.");

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { Groups, Group, Exclude, Features, Imaging, Outcome, Plan, ExploratoryScore, Mode, Out }) command.Options.Add(option);
    }

    public SlideWorkspace Workspace(ParseResult parse) => new(parse.GetRequiredValue(Out));

    public AnalysisPlan ReadPlan(ParseResult parse) => parse.GetValue(Plan) is { } path ? AnalysisPlanReader.Read(path) : AnalysisPlan.Default;

    public GroupAnalysisOptions Settings(ParseResult parse) => new() { AllowExploratoryScore = parse.GetValue(ExploratoryScore) };

    /// <summary>The files that went into the analysis.</summary>
    public static IReadOnlyList<ProvenanceInput> Record(IEnumerable<string> paths) => [.. paths.Select(p => new ProvenanceInput(Path.GetFileName(p), ContentHash.OfFile(p).Hex))];
}
