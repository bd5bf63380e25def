using Thca.Core.Tables;
using Thca.Modeling.Data;
using Thca.Modeling.Runtime.Scoring;

namespace Thca.Modeling.Prediction;

/// <summary>Pairwise contribution interactions of every patient: <c>PatientID,Feature_A,Feature_B,Interaction</c>.</summary>
public static class InteractionTable
{
    /// <summary>One row per patient and pair (each pair once, the diagonal is the main effect); patients the model refuses have none.</summary>
    /// <param name="model">The model.</param>
    /// <param name="records">Feature tables of the patients.</param>
    public static TextTable Compute(CritRiskModel model, PatientRecords records)
    {
        IEnumerable<string[]> Rows(string patient, CritPrediction prediction)
        {
            if (prediction.Refusal is not null) yield break;
            double[,] values = model.Model.Interactions([.. prediction.Codes]);
            for (int a = 0; a < model.FeatureNames.Count; a++)
            {
                for (int b = a; b < model.FeatureNames.Count; b++)
                {
                    if (values[a, b] != 0) yield return [patient, model.FeatureNames[a], model.FeatureNames[b], NumberText.Format(values[a, b])];
                }
            }
        }

        return new TextTable(["PatientID", "Feature_A", "Feature_B", "Interaction"], model.Predict(records).SelectMany(p => Rows(p.Patient, p.Prediction)), "interactions");
    }
}
