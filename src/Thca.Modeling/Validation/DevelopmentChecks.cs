using Thca.Modeling.Data;
using Thca.Modeling.Runtime.Artifact;
using Thca.Modeling.Runtime.Evidence;

namespace Thca.Modeling.Validation;

/// <summary>Questions of PROBAST and TRIPOD+AI that can be answered from the run itself; the others say that nothing is known.</summary>
internal static class DevelopmentChecks
{
    public static IReadOnlyList<CritCheck> Of(TrainingTable table, CritProtocol protocol, int candidates, bool calibrated)
    {
        double perCandidate = (double)table.Rows.Events / candidates;
        RileyCriteria riley = RileyCriteria.Of(candidates, table.Rows.Prevalence);
        int total = table.Rows.RowCount + table.Dropped.Count;
        bool sound = protocol == CritProtocol.Sound;
        string F(FormattableString text) => FormattableString.Invariant(text);
        return
        [
            Check("P1.1", "warn", "no information", "source and enrolment are not recorded"),
            Check("P1.2", "warn", "no information", F($"{total} patients given, {table.Rows.RowCount} used")),
            Check("P2.3", "warn", "no information", "the time at which features are known is not declared"),
            Check("P3.1", "warn", "no information", F($"outcome column {table.OutcomeName}; its definition is not recorded")),
            Check("P4.1", "warn", perCandidate >= 20 ? "yes" : perCandidate >= 10 ? "probably yes" : "no", F($"{table.Rows.Events} events for {candidates} candidate features: {perCandidate:0.00} each")),
            Check("P4.3", "warn", table.Dropped.Count <= 0.05 * total ? "yes" : "no", F($"{table.Dropped.Count} of {total} patients dropped")),
            Check("P4.4", "warn", "probably yes", "missing values are imputed inside training folds; imputation before this run is not known"),
            Check("P4.5", "error", sound ? "yes" : "no", sound ? "every selection step ran inside training folds" : "selection ran once on the training part of a single split"),
            Check("P4.7", "error", calibrated ? "yes" : "no", "discrimination and calibration are reported with intervals"),
            Check("P4.8", "error", sound ? "yes" : "no", sound ? "nested cross-validation over all steps, the choice of combination included" : "one split"),
            Check("P4.9", "error", "yes", "the artifact is the model that the files describe"),
            Check("T2", "warn", table.Rows.RowCount >= riley.Required ? "yes" : "no", F($"Riley: {riley.Required} patients wanted for {candidates} candidate parameters (shrinkage {riley.Shrinkage}, optimism {riley.Optimism}, prevalence {riley.Prevalence}); {table.Rows.RowCount} present")),
            Check("T3", "info", "yes", "class weights or resampling act on training rows only; odds are corrected before calibration"),
            Check("T5", "error", "yes", "the artifact holds the full model and its test vectors"),
            Check("T6", "error", "yes", "settings, seeds and versions stand in run_manifest.json"),
            Check("T8", "info", "no information", "funding and protocol are free text of the model card"),
        ];
    }

    private static CritCheck Check(string id, string severity, string answer, string evidence) => new() { Id = id, Severity = severity, Answer = answer, Evidence = evidence };
}
