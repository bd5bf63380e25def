using System.CommandLine;
using Thca.Cli.Infrastructure;
using Thca.Core.Cohorts;
using Thca.Core.Provenance;
using Thca.Core.Tables;
using Thca.Proteomics.Data;
using Thca.Proteomics.Panel;

namespace Thca.Cli.Commands.Proteins;

/// <summary>The options of <c>thca proteins analyze</c> and what they read.</summary>
internal sealed class AnalyzeOptions
{
    public Option<string> Table { get; } = new("--table") { Description = "Protein table (.csv, .xlsx): PatientID and one column of grades or intensities per protein.", Required = true };

    public Option<string> Group { get; } = new("--group") { Description = "Column with Low and High.", DefaultValueFactory = _ => RiskGroupOptions.DefaultGroupColumn };

    public Option<string?> Groups { get; } = new("--groups") { Description = "Table with the groups, e.g. risk_groups.csv of thca model train." };

    public Option<string?> Panel { get; } = new("--panel") { Description = "Proteins, separated by commas; default: the study's eight where the table has any of them, else every protein column." };

    public Option<string?> Schema { get; } = new("--schema") { Description = "Schema file that maps column headers and grades." };

    public Option<string[]> Scale { get; } = new("--scale") { Description = "Scale of a protein: PROTEIN=grade4|continuous|hscore|irs.", AllowMultipleArgumentsPerToken = true };

    public Option<string[]> Features { get; } = new("--features") { Description = "Tables with iTED, 3D_ITHscore or nuclear heterogeneity to relate the proteins to.", AllowMultipleArgumentsPerToken = true };

    public Option<string?> Outcome { get; } = new("--outcome") { Description = "Actual metastasis, FILE:COLUMN; default: the table's M_stage." };

    public Option<string?> Exclude { get; } = new("--exclude-groups") { Description = "Values of the group column to leave out, separated by commas." };

    public Option<string?> Primary { get; } = new("--primary") { Description = "Proteins declared beforehand, a family of their own, separated by commas." };

    public Option<double?> Log2 { get; } = new("--log2") { Description = "Report shifts and mean differences of continuous intensities as log2(x + C).", HelpName = "C" };

    public Option<string> Pairs { get; } = CommonOptions.OneOf("--pairs", "Whether protein pairs and max-T are computed beyond 200 proteins.", recursive: false, "auto", "on");

    public Option<string> Mode { get; } = CommonOptions.Mode();

    public Option<string> Out { get; } = CommonOptions.Out("Folder to write.");

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { Table, Group, Groups, Panel, Schema, Scale, Features, Outcome, Exclude, Primary, Log2, Pairs, Mode, Out }) command.Options.Add(option);
    }

    public ProteinTableOptions TableOptions(ParseResult parse) => new()
    {
        GroupColumn = parse.GetRequiredValue(Group),
        Panel = TextInput.List(parse.GetValue(Panel)) is { Count: > 0 } panel ? panel : null,
        Schema = parse.GetValue(Schema) is { } path ? ProteinSchema.Read(path) : null,
        Scales = Scales(parse.GetValue(Scale) ?? []),
        ExcludeGroups = TextInput.List(parse.GetValue(Exclude)),
    };

    /// <summary>The files that went into the analysis.</summary>
    public IReadOnlyList<ProvenanceInput> Inputs(ParseResult parse)
    {
        IEnumerable<string?> paths = [parse.GetRequiredValue(Table), parse.GetValue(Groups), parse.GetValue(Schema), .. parse.GetValue(Features) ?? []];
        return [.. paths.OfType<string>().Select(ProvenanceInput.OfFile)];
    }

    private static Dictionary<string, ScaleType> Scales(string[] texts)
    {
        var scales = new Dictionary<string, ScaleType>(StringComparer.Ordinal);
        foreach (string text in texts)
        {
            int at = text.LastIndexOf('=');
            if (at < 1 || !Enum.TryParse(text[(at + 1)..], ignoreCase: true, out ScaleType scale) || !Enum.IsDefined(scale))
                throw new UsageException($"--scale is '{text}'; expected PROTEIN=grade4|continuous|hscore|irs.");
            scales[text[..at]] = scale;
        }

        return scales;
    }
}
