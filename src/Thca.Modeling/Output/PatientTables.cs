using Thca.Core.Tables;
using Thca.Modeling.Artifacts;
using Thca.Modeling.Data;
using Thca.Modeling.Explanations;
using Thca.Modeling.Training;

namespace Thca.Modeling.Output;

/// <summary>Everything known about the prediction of every patient of a cohort.</summary>
internal static class PatientTables
{
    private static readonly string[] Shown = ["Age", "Sex", "T_stage", "N_stage"];

    public static TextTable Of(IReadOnlyList<PatientRisk> risks, CohortExplanation explanation, PatientTraits traits)
    {
        Dictionary<string, int> index = explanation.Patients.Select((p, i) => (p, i)).ToDictionary(x => x.p, x => x.i, StringComparer.Ordinal);
        return new TextTable(
            ["PatientID", "True_M_stage", "Predicted_Probability", "Dataset_Split", "Risk_Group_Tertile", "Risk_Group_Fixed", "Risk_Binary", "Risk_Group_Clinical", .. Shown, "Prediction_Type", "Margin", "Probability_Raw", "Out_Of_Range_Count", "Missing_Count"],
            risks.Select(r =>
            {
                int i = index[r.Patient];
                return (string[])
                [
                    r.Patient, r.Outcome is { } y ? CellText.Of(y) : "", CellText.Of(r.Probability), r.Split, r.Groups[RiskSchemes.Tertile], r.Groups[RiskSchemes.Fixed],
                    CellText.Of(r.Groups[RiskSchemes.Clinical] == RiskSchemes.High), r.Groups[RiskSchemes.Clinical], .. Shown.Select(c => traits[r.Patient, c]), r.Source, CellText.Of(explanation.Margin[i]),
                    CellText.Of(explanation.ProbabilityRaw[i]), CellText.Of(explanation.OutOfRange[i]), CellText.Of(explanation.Missing[i]),
                ];
            }));
    }
}
