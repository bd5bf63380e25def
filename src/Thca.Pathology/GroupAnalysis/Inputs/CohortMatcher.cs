using Thca.Core.Cohorts;
using Thca.Core.Errors;
using Thca.Core.Features;
using Thca.Core.Outcomes;
using Thca.Pathology.GroupAnalysis.Plan;

namespace Thca.Pathology.GroupAnalysis.Inputs;

/// <summary>Matches groups, slides and imaging by patient, and sorts the columns into families and blocks. Nothing is merged that is not equal as text.</summary>
public static class CohortMatcher
{
    private static readonly string[] Clinical =
    [
        "Age", "Sex", "BMI", "Tumor_size", "Number_of_metastatic_lymph_nodes", "Multifocal", "Infiltrated_the_adjacent_tissue", "T_stage", "N_stage",
        "NLR", "TG", "TGAb", "TPOAb", "TSH", "FT3", "FT4",
    ];

    private static readonly string[] NotFeatures = ["M_stage", "True_M_stage", "Predicted_Probability", "Probability", "Raw"];

    /// <summary>Matches the inputs.</summary>
    /// <param name="input">Tables and groups.</param>
    /// <param name="plan">Families, exclusions, covariates.</param>
    /// <exception cref="TableException">A patient or a column occurs twice, or a covariate is in no table.</exception>
    public static StudyCohort Match(GroupStudyInput input, AnalysisPlan plan)
    {
        var groups = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < input.GroupIds.Count; i++)
        {
            if (!groups.TryAdd(input.GroupIds[i], i)) throw new TableException($"Patient '{input.GroupIds[i]}' occurs twice in the groups table.", "Keep one row per patient.", ProblemCodes.DuplicateId);
        }

        string[] slides = [.. input.Features.SelectMany(f => f.Table.Keys).Distinct(StringComparer.Ordinal)];
        var imaging = new HashSet<string>(input.Imaging.SelectMany(t => t.Keys), StringComparer.Ordinal);
        Dictionary<string, PatientExclusion> excluded = plan.Exclusions.ToDictionary(e => e.Patient, StringComparer.Ordinal);
        var matcher = new RowMaker(input, groups, new HashSet<string>(slides, StringComparer.Ordinal), imaging, excluded);
        string[] everyone = [.. input.GroupIds, .. slides.Where(s => !groups.ContainsKey(s)), .. imaging.Where(i => !groups.ContainsKey(i) && !slides.Contains(i)).Order(StringComparer.Ordinal)];
        MatchingRow[] rows = [.. everyone.Select(matcher.Of)];
        string[] patients = [.. rows.Where(r => r.IsAnalysed).Select(r => r.Patient)];
        int[] at = [.. patients.Select(p => groups[p])];
        var warnings = new List<string>();
        foreach (IGrouping<string, MatchingRow> reason in rows.Where(r => !r.IsAnalysed).GroupBy(r => r.Status.Code))
            warnings.Add(FormattableString.Invariant($"{reason.Count()} patients take no part: {reason.Key} ({string.Join(", ", reason.Take(10).Select(r => r.Patient))}{(reason.Count() > 10 ? ", …" : "")})."));
        if (input.Imaging.Count > 0 && patients.Count(p => !imaging.Contains(p)) is > 0 and var without)
            warnings.Add(FormattableString.Invariant($"{without} patients of the comparison have no imaging features; correlations leave them out."));
        foreach (string unknown in plan.Exclusions.Select(e => e.Patient).Where(p => !everyone.Contains(p))) warnings.Add($"The plan excludes patient '{unknown}', whom no table has.");
        var columns = new ColumnSorter(input, patients, plan);
        return new StudyCohort
        {
            Patients = patients,
            Groups = [.. at.Select(i => input.Groups.Groups[i])],
            GroupColumn = input.Groups.Column,
            Tertiles = input.Groups.Tertiles.Count == 0 ? [] : [.. at.Select(i => input.Groups.Tertiles[i])],
            External = input.Groups.External.Count == 0 ? [] : [.. at.Select(i => input.Groups.External[i])],
            Outcome = [.. patients.Select(p => input.Outcome.TryGetValue(p, out bool event1) ? event1 ? 1 : 0 : -1)],
            Variables = columns.Variables(),
            Shares = columns.Shares(),
            Covariates = columns.Covariates(),
            Imaging = columns.Imaging(name => Clinical.Contains(name), NotFeatures),
            Flags = input.Groups.Flags,
            Matching = rows,
            Warnings = warnings,
        };
    }

    private sealed class RowMaker(
        GroupStudyInput input, Dictionary<string, int> groups, HashSet<string> slides, HashSet<string> imaging, Dictionary<string, PatientExclusion> excluded)
    {
        private readonly ILookup<string, string> _withoutZeros = groups.Keys.Concat(slides).Distinct(StringComparer.Ordinal).ToLookup(id => id.TrimStart('0'), StringComparer.Ordinal);

        public MatchingRow Of(string patient)
        {
            bool listed = groups.TryGetValue(patient, out int at);
            int group = listed ? input.Groups.Groups[at] : RiskGroup.None;
            return new MatchingRow(
                patient,
                group == RiskGroup.None ? "" : RiskGroup.Labels[group],
                listed,
                slides.Contains(patient),
                imaging.Contains(patient),
                input.Slides.TryGetValue(patient, out int count) ? count : null,
                input.Outcome.TryGetValue(patient, out bool outcome) ? outcome : null,
                Status(patient, listed, group));
        }

        private RowStatus Status(string patient, bool listed, int group)
        {
            if (excluded.TryGetValue(patient, out PatientExclusion? exclusion)) return new RowStatus(GroupAnalysisProblems.ExcludedByPlan, exclusion.Reason);
            if (!listed) return new RowStatus(GroupAnalysisProblems.NoGroup, "Not in the groups table." + Similar(patient));
            if (group == RiskGroup.None) return new RowStatus(GroupAnalysisProblems.NoGroup, "The groups table has no group for this patient.");
            if (!slides.Contains(patient)) return new RowStatus(GroupAnalysisProblems.NoSlide, "No slide features." + Similar(patient));
            RowStatus[] statuses = [.. input.Features.Select(f => Find(f.Table, patient)).OfType<RowStatus>()];
            return statuses.Any(s => s.IsOk) ? RowStatus.Ok : statuses[0];
        }

        private string Similar(string patient)
        {
            string[] others = [.. _withoutZeros[patient.TrimStart('0')].Where(o => o != patient)];
            return others.Length == 0 ? "" : $" There is '{others[0]}', which differs by leading zeros only: identifiers are compared as text and were not merged.";
        }

        private static RowStatus? Find(FeatureTable table, string patient)
        {
            for (int r = 0; r < table.RowCount; r++) if (table.Keys[r] == patient) return table.Statuses[r];
            return null;
        }
    }
}
