using System.CommandLine;
using Thca.Cli.Infrastructure;
using Thca.Core.Cohorts;
using Thca.Core.Errors;
using Thca.Core.Features;
using Thca.Core.Tables;
using Thca.Modeling.Data;
using Thca.Pathology.GroupAnalysis.Inputs;
using Thca.Pathology.GroupAnalysis.Plan;
using Thca.Pathology.Slides;

namespace Thca.Cli.Commands.Pathology;

/// <summary>Reads what a comparison of groups starts from: the workspace's tables, the groups, imaging, outcome.</summary>
internal sealed class GroupStudyFiles(AnalyzeOptions options, ParseResult parse, CommandContext context)
{
    private static readonly string[] OutcomeColumns = ["True_M_stage", "M_stage"];

    private const string Heterogeneity = "cellular_heterogeneity.csv";
    private readonly SlideWorkspace _workspace = options.Workspace(parse);
    private readonly List<string> _paths = [];

    /// <summary>Every file that was read.</summary>
    public IReadOnlyList<string> Paths => _paths;

    public GroupStudyInput Read(AnalysisPlan plan)
    {
        (string[] ids, RiskGroupAssignment groups, IReadOnlyDictionary<string, bool> outcome) = Groups();
        PatientFeatures[] features = [.. FeatureFiles().Select(f => new PatientFeatures(Table(f.Path), f.Family))];
        return new GroupStudyInput
        {
            Features = features,
            GroupIds = ids,
            Groups = groups,
            Outcome = outcome,
            Imaging = [.. (parse.GetValue(options.Imaging) ?? []).Select(Table)],
            Slides = SlideCounts(features),
            SlideValues = SlideValues(plan.Primary),
        };
    }

    /// <summary>Identifiers, groups and outcomes.</summary>
    public (string[] Ids, RiskGroupAssignment Groups, IReadOnlyDictionary<string, bool> Outcome) Groups()
    {
        string path = Remember(parse.GetRequiredValue(options.Groups));
        TextTable table = TextInput.Read(path, context);
        string[] ids = [.. table.Column(FeatureTable.PatientIdColumn).Select(c => c.Trim())];
        RiskGroupAssignment groups = RiskGroupReader.Read(
            table, [.. Enumerable.Range(0, table.RowCount)], new RiskGroupOptions { GroupColumn = parse.GetRequiredValue(options.Group), ExcludeGroups = [.. TextInput.List(parse.GetValue(options.Exclude))] });
        OutcomeColumn? outcome = null;
        if (parse.GetValue(options.Outcome) is { } reference)
        {
            Remember(OutcomeColumn.SplitReference(reference).File);
            outcome = OutcomeColumn.Read(reference);
        }
        else if (OutcomeColumns.FirstOrDefault(c => table.Find(c) is not null) is { } column)
        {
            outcome = OutcomeColumn.From(table, column);
        }

        IEnumerable<KeyValuePair<string, bool>> known = outcome is null ? [] : ids.Distinct().Where(id => outcome[id] is not null).Select(id => KeyValuePair.Create(id, outcome[id]!.Value));
        return (ids, groups, known.ToDictionary(StringComparer.Ordinal));
    }

    private IReadOnlyList<(string? Family, string Path)> FeatureFiles()
    {
        string[] named = parse.GetValue(options.Features) ?? [];
        if (named.Length > 0) return [.. named.Select(n => n.IndexOf('=', StringComparison.Ordinal) is > 0 and var at ? (n[..at], n[(at + 1)..]) : ((string?)null, n))];
        string main = _workspace.File(Heterogeneity);
        if (!File.Exists(main))
        {
            throw new TableException(
                $"{_workspace.Root} has no {Heterogeneity}.", "Run thca pathology features with the same --out first, or name tables with --features.", Core.Outcomes.ProblemCodes.FileNotFound);
        }

        return [(null, main)];
    }

    private FeatureTable Table(string path) => FeatureTableFile.Read(Remember(path), new FeatureTableReadOptions { IgnoreNonNumeric = true });

    private string Remember(string path)
    {
        if (!_paths.Contains(path)) _paths.Add(path);
        return path;
    }

    private static Dictionary<string, int> SlideCounts(PatientFeatures[] features)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (PatientFeatures source in features)
        {
            if (source.Table.Find("n_slides") is not { } column) continue;
            for (int r = 0; r < column.Count; r++) if (double.IsFinite(column[r])) counts[source.Table.Keys[r]] = (int)column[r];
        }

        return counts;
    }

    /// <summary>Values per slide of the primary endpoints, from the long tables of the slides; nothing when no patient has several slides.</summary>
    private Dictionary<string, IReadOnlyDictionary<string, double[]>> SlideValues(IReadOnlyList<string> primaries)
    {
        var values = new SortedDictionary<string, SortedDictionary<string, List<double>>>(StringComparer.Ordinal);
        foreach (string folder in Directory.Exists(_workspace.Root) ? Directory.GetDirectories(_workspace.Root).Order(StringComparer.Ordinal) : Enumerable.Empty<string>())
        {
            string path = Path.Combine(folder, "heterogeneity.csv");
            if (!File.Exists(path)) continue;
            TextTable slide = TextTable.Read(path);
            for (int r = 0; r < slide.RowCount; r++)
            {
                string name = $"{slide[r, "type_group"]}_{slide[r, "feature"]}_{slide[r, "statistic"]}";
                double value = primaries.Contains(name) ? slide.Number(r, "value") : double.NaN;
                if (double.IsNaN(value)) continue;
                if (!values.TryGetValue(name, out SortedDictionary<string, List<double>>? patients)) values[name] = patients = new SortedDictionary<string, List<double>>(StringComparer.Ordinal);
                if (!patients.TryGetValue(slide[r, FeatureTable.PatientIdColumn], out List<double>? list)) patients[slide[r, FeatureTable.PatientIdColumn]] = list = [];
                list.Add(value);
                Remember(path);
            }
        }

        return values
            .Where(v => v.Value.Values.Any(l => l.Count > 1))
            .ToDictionary(v => v.Key, v => (IReadOnlyDictionary<string, double[]>)v.Value.ToDictionary(p => p.Key, p => p.Value.ToArray()));
    }
}
