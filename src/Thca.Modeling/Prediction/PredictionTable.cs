using Thca.Core.Tables;
using Thca.Modeling.Artifacts;
using Thca.Modeling.Data;
using Thca.Modeling.Runtime.Decisions;
using Thca.Modeling.Runtime.Scoring;

namespace Thca.Modeling.Prediction;

/// <summary>Predictions and explanations as tables: one row per patient whatever happens, <c>Status</c> and <c>Message</c> last.</summary>
public static class PredictionTable
{
    private const string Ok = "ok";

    private static readonly string[] RiskSchemeOrder = [RiskSchemes.Clinical, RiskSchemes.Tertile, RiskSchemes.Fixed];

    /// <summary>
    /// <c>PatientID,Raw,Probability,RiskGroup,RiskGroupTertile,RiskGroupFixed,Prediction_Source,Status,Message</c>; models calibrated by Venn-Abers prediction
    /// have <c>ProbabilityLower,ProbabilityUpper</c> before the source.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="records">Feature tables of the patients, read with <see cref="IntakeOptions.KeepIncomplete"/>.</param>
    public static TextTable Predict(CritRiskModel model, PatientRecords records)
    {
        Dictionary<string, DroppedPatient> failed = Failed(records);
        bool intervals = model.Model.Artifact.Calibrator.Type == CritCalibratorType.VennAbers;
        return new TextTable(
            ["PatientID", "Raw", "Probability", "RiskGroup", "RiskGroupTertile", "RiskGroupFixed", .. intervals ? (string[])["ProbabilityLower", "ProbabilityUpper"] : [], "Prediction_Source", "Status", "Message"],
            model.Predict(records).Select(p => Row(p.Patient, p.Prediction, intervals, failed)),
            "predictions");
    }

    /// <summary><c>PatientID,Base,&lt;feature&gt;…,Sum,Status,Message</c>; base and contributions add up to the raw prediction.</summary>
    /// <param name="model">The model.</param>
    /// <param name="records">Feature tables of the patients, read with <see cref="IntakeOptions.KeepIncomplete"/>.</param>
    public static TextTable Explain(CritRiskModel model, PatientRecords records)
    {
        Dictionary<string, DroppedPatient> failed = Failed(records);
        return new TextTable(
            ["PatientID", "Base", .. model.FeatureNames, "Sum", "Status", "Message"],
            model.Explain(records).Select(p => Row(p.Patient, p.Contributions, model.FeatureNames.Count, failed)),
            "explanations");
    }

    private static string[] Row(string patient, CritPrediction prediction, bool intervals, Dictionary<string, DroppedPatient> failed)
    {
        (string code, string message) = Status(patient, prediction, failed);
        bool ok = code == Ok;
        double[] interval = intervals ? [prediction.ProbabilityInterval?.Lower ?? double.NaN, prediction.ProbabilityInterval?.Upper ?? double.NaN] : [];
        return
        [
            patient, NumberText.Format(ok ? prediction.Margin : double.NaN), NumberText.Format(ok ? prediction.Probability : double.NaN),
            .. RiskSchemeOrder.Select(scheme => ok && prediction.Groups.TryGetValue(scheme, out string? group) ? group : ""),
            .. interval.Select(NumberText.Format), ok ? "model" : "", code, message,
        ];
    }

    private static string[] Row(string patient, CritContributions explained, int features, Dictionary<string, DroppedPatient> failed)
    {
        (string code, string message) = Status(patient, explained.Prediction, failed);
        IEnumerable<string> values = code == Ok
            ? [NumberText.Format(explained.Base), .. explained.Values.Select(NumberText.Format), NumberText.Format(explained.Base + explained.Values.Sum())]
            : Enumerable.Repeat("NaN", features + 2);
        return [patient, .. values, code, message];
    }

    private static (string Code, string Message) Status(string patient, CritPrediction prediction, Dictionary<string, DroppedPatient> failed)
    {
        if (prediction.Refusal is null) return (Ok, string.Join("; ", prediction.Warnings.Where(w => w.Code is not WarningCodes.UnitAssumed).Select(w => w.Message)));
        if (failed.TryGetValue(patient, out DroppedPatient? known)) return (known.Code, known.Reason);
        return (prediction.Refusal.Code, $"{prediction.Refusal.What} {prediction.Refusal.Remedy}".Trim());
    }

    private static Dictionary<string, DroppedPatient> Failed(PatientRecords records) => records.Dropped.ToDictionary(d => d.Patient, StringComparer.Ordinal);
}
