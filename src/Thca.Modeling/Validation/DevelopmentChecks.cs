using Thca.Modeling.Artifacts;
using Thca.Modeling.Data;
using Thca.Modeling.Declarations;
using Thca.Modeling.Runtime.Artifact;
using Thca.Modeling.Runtime.Evidence;
using Thca.Modeling.Runtime.Features;

namespace Thca.Modeling.Validation;

/// <summary>Questions of PROBAST and TRIPOD+AI that can be answered from the run itself; the others say that nothing is known.</summary>
internal static class DevelopmentChecks
{
    private static readonly string[] OutcomeRelated = ["T_stage", "N_stage", "Number_of_metastatic_lymph_nodes", "TG"];

    private static readonly Dictionary<string, string> Questions = new(StringComparer.Ordinal)
    {
        ["P1.1"] = "Was an appropriate source of data used?", ["P1.2"] = "Were inclusion and exclusion of patients stated?", ["P2.1"] = "Were features defined and measured alike in all patients?",
        ["P2.2"] = "Were features assessed without knowledge of the outcome?",
        ["P2.3"] = "Are all features available at the time of use?", ["P3.1"] = "Was the outcome defined, by a standard, for everybody?", ["P3.2"] = "Were features excluded from the definition of the outcome?",
        ["P4.1"] = "Were there enough patients with the outcome?", ["P4.2"] = "Were continuous features left undichotomised?", ["P4.3"] = "Were all enrolled patients analysed?", ["P4.4"] = "Were missing data handled properly?",
        ["P4.5"] = "Was selection of features kept inside resampling?", ["P4.6"] = "Were centres accounted for?", ["P4.7"] = "Were discrimination and calibration assessed?", ["P4.8"] = "Were over-fitting and optimism accounted for?",
        ["P4.9"] = "Is the final model the reported one?", ["T1"] = "Are intended use and setting stated?", ["T2"] = "Is the sample size justified?", ["T3"] = "Are class imbalance and recalibration described?",
        ["T4"] = "Is performance in subgroups reported?", ["T5"] = "Is the full model available?", ["T6"] = "Are settings, software and seeds available?", ["T7"] = "Was the external cohort independent of every choice?",
        ["T8"] = "Are funding, protocol and data governance stated?",
    };

    /// <summary>The question of an item.</summary>
    public static string Question(string id) => Questions.GetValueOrDefault(id, "");

    public static IReadOnlyList<CritCheck> Of(ArtifactParts parts, IReadOnlyList<CritFeature> features)
    {
        TrainingTable table = parts.Table;
        StudyDeclarations declared = parts.Options.Declarations;
        int candidates = parts.CombinationColumns.Length;
        bool calibrated = parts.Metrics.ContainsKey("calibration_slope"), sound = parts.Protocol == CritProtocol.Sound;
        double perCandidate = (double)table.Rows.Events / candidates;
        RileyCriteria riley = RileyCriteria.Of(candidates, table.Rows.Prevalence);
        int total = table.Rows.RowCount + table.Dropped.Count;
        string[] related = [.. features.Select(f => f.Name).Where(n => OutcomeRelated.Contains(n, StringComparer.Ordinal))];
        string F(FormattableString text) => FormattableString.Invariant(text);
        return
        [
            Stated("P1.1", "warn", declared.DataSource, "source and enrolment are not recorded"),
            Check("P1.2", "warn", declared.Eligibility.Length > 0 ? "yes" : "no information", F($"{total} patients given, {table.Rows.RowCount} used{(declared.Eligibility.Length > 0 ? "; " + declared.Eligibility : "; eligibility is not recorded")}")),
            Extraction(features),
            Stated("P2.2", "warn", declared.Blinding, "whether segmentation and measurement were blind to the outcome is not recorded"),
            Timing(features, declared.TimeOfUse),
            Stated("P3.1", "warn", string.Join("; ", new[] { declared.Outcome, declared.Horizon }.Where(t => t.Length > 0)), F($"outcome column {table.OutcomeName}; its definition is not recorded")),
            Check("P3.2", "warn", related.Length == 0 ? "yes" : "no information", related.Length == 0 ? "no staging or thyroglobulin in the model" : $"confirm that {string.Join(", ", related)} took no part in the definition of the outcome"),
            Check("P4.1", "warn", perCandidate >= 20 ? "yes" : perCandidate >= 10 ? "probably yes" : "no", F($"{table.Rows.Events} events for {candidates} candidate features: {perCandidate:0.00} each")),
            Dichotomised(table),
            Check("P4.3", "warn", table.Dropped.Count <= 0.05 * total ? "yes" : "no", F($"{table.Dropped.Count} of {total} patients dropped")),
            Check("P4.4", "warn", declared.UpstreamImputation ? "no" : "probably yes", declared.UpstreamImputation ? "values were imputed over all patients before this run" : "missing values are imputed inside training folds; imputation before this run is not declared"),
            Check("P4.5", "error", sound ? "yes" : "no", sound ? "every selection step ran inside training folds" : "selection ran once on the training part of a single split"),
            Centres(table, declared),
            Check("P4.7", "error", calibrated ? "yes" : "no", "discrimination and calibration are reported with intervals"),
            Check("P4.8", "error", sound ? "yes" : "no", sound ? "nested cross-validation over all steps, the choice of combination included" : "one split"),
            Check("P4.9", "error", "yes", "the artifact is the model that the files describe"),
            Stated("T1", "warn", string.Join("; ", new[] { declared.Population, declared.TimeOfUse }.Where(t => t.Length > 0)), "intended use and setting are not recorded"),
            Check("T2", "warn", table.Rows.RowCount >= riley.Required ? "yes" : "no", F($"Riley: {riley.Required} patients wanted for {candidates} candidate parameters (shrinkage {riley.Shrinkage}, optimism {riley.Optimism}, prevalence {riley.Prevalence}); {table.Rows.RowCount} present")),
            Check("T3", "info", "yes", "class weights or resampling act on training rows only; odds are corrected before calibration"),
            Check("T4", "warn", SubgroupTable.ColumnsOf(declared).Any(c => table.Rows.Features.IndexOf(c) >= 0) ? "yes" : "no information", "subgroup_performance.csv; levels with fewer than ten of a class are counted only"),
            Check("T5", "error", "yes", "the artifact holds the full model and its test vectors"),
            Check("T6", "error", "yes", "settings, seeds and versions stand in run_manifest.json"),
            Check("T7", "error", sound ? "yes" : "no", sound ? "external files stay sealed until the artifact is frozen; external_seal.json logs every look" : "the published design lets the external cohort choose"),
            Stated("T8", "info", declared.DataGovernance, "funding and protocol are not recorded"),
        ];
    }

    private static CritCheck Stated(string id, string severity, string text, string absent) => Check(id, severity, text.Length > 0 ? "yes" : "no information", text.Length > 0 ? text : absent);

    private static CritCheck Extraction(IReadOnlyList<CritFeature> features)
    {
        CritFeature[] imaging = [.. features.Where(f => f.Modality != CritModality.Clinical)];
        if (imaging.Length == 0) return Check("P2.1", "error", "yes", "no imaging feature in the model");
        int specified = imaging.Count(f => f.ExtractionSpec is not null);
        return Check("P2.1", "error", specified == imaging.Length ? "yes" : "no information", FormattableString.Invariant($"extraction settings are recorded for {specified} of {imaging.Length} imaging features"));
    }

    /// <summary>The study's numeric columns that come as categories were cut somewhere.</summary>
    private static CritCheck Dichotomised(TrainingTable table)
    {
        string[] cut = [.. table.Features.Where(f => f.IsCategorical && ClinicalColumn.IsNumeric(f.Name)).Select(f => f.Name)];
        return Check("P4.2", "info", cut.Length == 0 ? "yes" : "no", cut.Length == 0 ? "no numeric column of the study comes as categories" : $"given as categories: {string.Join(", ", cut)}");
    }

    private static CritCheck Centres(TrainingTable table, StudyDeclarations declared)
    {
        string[] present = [.. declared.Subgroups.Where(c => table.Rows.Features.IndexOf(c) >= 0)];
        return present.Length == 0
            ? Check("P4.6", "warn", "no information", $"no column {string.Join(" or ", declared.Subgroups)} among the tables")
            : Check("P4.6", "warn", "probably no", $"{string.Join(", ", present)}: performance is reported by level, folds do not keep levels together");
    }

    /// <summary>A claim of use before surgery fails when a feature is known later.</summary>
    private static CritCheck Timing(IReadOnlyList<CritFeature> features, string timeOfUse)
    {
        bool before = timeOfUse.StartsWith("before surgery", StringComparison.OrdinalIgnoreCase) || timeOfUse.StartsWith("pre-op", StringComparison.OrdinalIgnoreCase) || timeOfUse.StartsWith("preop", StringComparison.OrdinalIgnoreCase);
        string[] late = [.. features.Where(f => f.Timing is CritTiming.IntraOperative or CritTiming.PostOperative).Select(f => f.Name)], unknown = [.. features.Where(f => f.Timing == CritTiming.Unknown).Select(f => f.Name)];
        string severity = before ? "error" : "warn";
        if (before && late.Length > 0) return Check("P2.3", severity, "no", $"known only later: {string.Join(", ", late)}");
        if (unknown.Length > 0) return Check("P2.3", severity, "no information", FormattableString.Invariant($"the time at which {unknown.Length} features are known is not declared (first: {unknown[0]})"));
        return Check("P2.3", severity, timeOfUse.Length > 0 ? "yes" : "no information", timeOfUse.Length > 0 ? $"declared for every feature; use: {timeOfUse}" : "the time of use is not declared");
    }

    private static CritCheck Check(string id, string severity, string answer, string evidence) => new() { Id = id, Severity = severity, Answer = answer, Evidence = evidence };
}
