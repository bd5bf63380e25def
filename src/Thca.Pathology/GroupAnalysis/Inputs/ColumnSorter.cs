using Thca.Core.Errors;
using Thca.Core.Features;
using Thca.Pathology.GroupAnalysis.Correlation;
using Thca.Pathology.GroupAnalysis.Plan;

namespace Thca.Pathology.GroupAnalysis.Inputs;

/// <summary>Sorts the columns of all tables into families of tests and blocks of correlations.</summary>
internal sealed class ColumnSorter(GroupStudyInput input, string[] patients, AnalysisPlan plan)
{
    private const string PrimaryFamily = "primary";

    /// <summary>The features to test, family by family, columns in table order; declared primaries that match no family come first.</summary>
    public IReadOnlyList<StudyVariable> Variables()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var families = plan.Families.ToDictionary(f => f.Name, _ => new List<StudyVariable>(), StringComparer.Ordinal);
        var primaries = new List<StudyVariable>();
        foreach (PatientFeatures source in input.Features)
        {
            int[] rows = Rows(source.Table);
            foreach (FeatureColumn column in source.Table.Columns)
            {
                if (!names.Add(column.Name)) throw new TableException($"Feature '{column.Name}' occurs in two tables.", "Give every feature once.");
                string? family = source.Family ?? plan.Families.FirstOrDefault(f => f.Holds(column.Name))?.Name;
                bool primary = plan.Primary.Contains(column.Name);
                if (family is null && !primary) continue;
                if (family is not null && !families.ContainsKey(family)) families[family] = [];
                (family is null ? primaries : families[family]).Add(new StudyVariable(family ?? PrimaryFamily, column.Name, Values(column, rows), primary));
            }
        }

        foreach (string absent in plan.Primary.Where(p => !names.Contains(p)))
            primaries.Add(new StudyVariable(PrimaryFamily, absent, [.. patients.Select(_ => double.NaN)], IsPrimary: true, IsAbsent: true));
        return [.. primaries, .. families.Values.SelectMany(f => f)];
    }

    public IReadOnlyList<StudyVariable> Shares() =>
    [
        .. from source in input.Features
           from column in source.Table.Columns
           where column.Name.EndsWith("_composition_share", StringComparison.Ordinal) || (source.Family == FamilyDefinition.Composition && column.Name.EndsWith("_share", StringComparison.Ordinal))
           select new StudyVariable(FamilyDefinition.Composition, column.Name, Values(column, Rows(source.Table))),
    ];

    public IReadOnlyList<StudyVariable> Covariates() => [.. plan.Covariates.Select(name =>
    {
        FeatureTable table = input.Features.Select(f => f.Table).Concat(input.Imaging).FirstOrDefault(t => t.Find(name) is not null)
            ?? throw new TableException($"Covariate '{name}' is in no table.", "Correct the plan, or give the table that has it.");
        return new StudyVariable("covariate", name, Values(table[name], Rows(table)));
    })];

    public IReadOnlyList<StudyVariable> Imaging(Func<string, bool> isClinical, IReadOnlyCollection<string> ignored)
    {
        var variables = new List<StudyVariable>();
        foreach (FeatureTable table in input.Imaging)
        {
            int[] rows = Rows(table);
            foreach (FeatureColumn column in table.Columns)
            {
                if (ignored.Contains(column.Name) || ImagingColumns.IsBookkeeping(column.Name)) continue;
                if (variables.Any(v => v.Name == column.Name)) throw new TableException($"Imaging feature '{column.Name}' occurs in two tables.", "Give every feature once.");
                string block = ImagingColumns.IsIted(column.Name) ? CorrelationBlock.Ited : isClinical(column.Name) ? CorrelationBlock.Clinical : CorrelationBlock.Radiomics;
                variables.Add(new StudyVariable(block, column.Name, Values(column, rows)));
            }
        }

        return variables;
    }

    /// <summary>Row of every patient, -1 for none or one that failed.</summary>
    private int[] Rows(FeatureTable table)
    {
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int r = 0; r < table.RowCount; r++) if (table.Statuses[r].IsOk) index[table.Keys[r]] = r;
        return [.. patients.Select(p => index.GetValueOrDefault(p, -1))];
    }

    private static double[] Values(FeatureColumn column, int[] rows) => Array.ConvertAll(rows, r => r < 0 || !double.IsFinite(column[r]) ? double.NaN : column[r]);
}
