using Thca.Modeling.Data;
using Thca.Modeling.Runtime;
using Thca.Modeling.Runtime.Scoring;

namespace Thca.Modeling.Prediction;

/// <summary>Turns patient records into the named values a runtime model takes.</summary>
internal static class ModelInputs
{
    public static IEnumerable<(string Patient, Dictionary<string, CritInput> Inputs)> Of(CritModel model, PatientRecords records)
    {
        HashSet<string> wanted = new(model.FeatureNames, StringComparer.Ordinal);
        wanted.UnionWith(model.Artifact.Derived.SelectMany(d => d.Inputs));
        PatientColumn[] columns = [.. records.Columns.Where(c => wanted.Contains(c.Name))];
        for (int r = 0; r < records.Patients.Count; r++) yield return (records.Patients[r], columns.ToDictionary(c => c.Name, c => Input(c, r), StringComparer.Ordinal));
    }

    private static CritInput Input(PatientColumn column, int row) =>
        column.IsMissing(row) ? CritInput.Missing : column.IsCategorical ? CritInput.Of(column.Labels[row]!) : CritInput.Of(column.Numbers[row]);
}
