using Thca.Core.Contracts;
using Thca.Core.Features;
using Thca.Modeling.Data;
using Thca.Modeling.Runtime;
using Thca.Modeling.Runtime.Scoring;

namespace Thca.Modeling.Prediction;

/// <summary>A frozen CRIT model behind the interface other libraries know. Safe for concurrent use.</summary>
public sealed class CritRiskModel : IRiskModel
{
    /// <summary>Wraps a model.</summary>
    public CritRiskModel(CritModel model) => Model = model;

    /// <summary>The model.</summary>
    public CritModel Model { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> FeatureNames => Model.FeatureNames;

    /// <summary>The calibrated probability of the event for every row, in order; NaN where the model refuses a patient.</summary>
    /// <exception cref="Core.Errors.TableException">A needed column is absent.</exception>
    public double[] PredictProbability(FeatureTable table)
    {
        var canonical = table.Columns.Select(c => FeatureNaming.Canonical(c.Name)).ToHashSet(StringComparer.Ordinal);
        if (FeatureNames.FirstOrDefault(n => !canonical.Contains(n)) is { } absent)
            throw new Core.Errors.TableException($"The table has no column '{absent}', which the model needs.", "Give every table the model was trained on.");
        PatientRecords records = FeatureTableIntake.From([table], new IntakeOptions { KeepIncomplete = true });
        Dictionary<string, double> byPatient = Predict(records).ToDictionary(p => p.Patient, p => p.Prediction.Probability, StringComparer.Ordinal);
        return [.. table.Keys.Select(k => byPatient[k])];
    }

    /// <summary>The full prediction of every patient, or why the model refuses.</summary>
    /// <param name="records">Feature tables of the patients; columns the model does not know are ignored.</param>
    public IReadOnlyList<(string Patient, CritPrediction Prediction)> Predict(PatientRecords records) =>
        [.. ModelInputs.Of(Model, records).Select(r => (r.Patient, Model.Predict(r.Inputs)))];

    /// <summary>The prediction of every patient with the contribution of every feature.</summary>
    /// <param name="records">Feature tables of the patients; columns the model does not know are ignored.</param>
    public IReadOnlyList<(string Patient, CritContributions Contributions)> Explain(PatientRecords records) =>
        [.. ModelInputs.Of(Model, records).Select(r => (r.Patient, Model.Explain(r.Inputs)))];
}
