using Thca.Core.Errors;

namespace Thca.Modeling.Data;

/// <summary>Turns patient records into numbers with the codes a model knows.</summary>
public static class FeatureEncoding
{
    /// <summary>One column per feature, in the order given; a missing value and an unknown label are NaN only where <paramref name="unknownIsMissing"/>.</summary>
    /// <param name="records">The records; other columns are ignored.</param>
    /// <param name="features">The features wanted.</param>
    /// <param name="unknownIsMissing">Whether a label without a code counts as missing instead of being an error.</param>
    /// <exception cref="TableException">A feature is absent, or a label has no code.</exception>
    public static FeatureMatrix Encode(PatientRecords records, IReadOnlyList<ModelFeature> features, bool unknownIsMissing = false)
    {
        Dictionary<string, PatientColumn> columns = records.Columns.ToDictionary(c => c.Name, StringComparer.Ordinal);
        var values = new double[records.Patients.Count * features.Count];
        for (int f = 0; f < features.Count; f++)
        {
            if (!columns.TryGetValue(features[f].Name, out PatientColumn? column))
                throw new TableException($"Feature '{features[f].Name}' is absent from the tables.", "Give every table the model was trained on.");
            for (int r = 0; r < records.Patients.Count; r++) values[f * records.Patients.Count + r] = Code(features[f], column, r, records.Patients[r], unknownIsMissing);
        }

        return new FeatureMatrix(records.Patients, [.. features.Select(f => f.Name)], values);
    }

    private static double Code(ModelFeature feature, PatientColumn column, int row, string patient, bool unknownIsMissing)
    {
        if (column.IsMissing(row)) return double.NaN;
        if (!column.IsCategorical) return column.Numbers[row];
        string label = column.Labels[row]!;
        if (feature.Codes is not null && feature.Codes.TryGetValue(label, out int code)) return code;
        if (unknownIsMissing) return double.NaN;
        throw new TableException(
            feature.Codes is null
                ? $"Patient {patient}, feature '{feature.Name}': '{label}' is not a number."
                : $"Patient {patient}, feature '{feature.Name}': label '{label}' is unknown; known: {string.Join(", ", feature.Codes.Keys)}.",
            "Correct the cell, or leave it empty if the value is missing.");
    }
}
