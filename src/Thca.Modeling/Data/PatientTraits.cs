using Thca.Core.Tables;

namespace Thca.Modeling.Data;

/// <summary>A few characteristics of patients as text, for tables and subgroups; nothing is learnt from them.</summary>
public sealed class PatientTraits
{
    private readonly Dictionary<(string Patient, string Column), string> _cells;

    private PatientTraits(IReadOnlyList<string> columns, Dictionary<(string Patient, string Column), string> cells) => (Columns, _cells) = (columns, cells);

    /// <summary>No characteristics.</summary>
    public static PatientTraits None { get; } = new([], []);

    /// <summary>Characteristics that are known, in the order asked for.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Value of a patient as text; empty when missing or unknown.</summary>
    public string this[string patient, string column] => _cells.TryGetValue((patient, column), out string? text) ? text : "";

    /// <summary>Takes characteristics from a development table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="names">Columns wanted; absent ones are left out.</param>
    public static PatientTraits Of(TrainingTable table, IEnumerable<string> names)
    {
        FeatureMatrix matrix = table.Rows.Features;
        string[] present = [.. names.Where(n => matrix.IndexOf(n) >= 0)];
        var cells = new Dictionary<(string Patient, string Column), string>();
        foreach (string name in present)
        {
            int column = matrix.IndexOf(name);
            Dictionary<int, string>? labels = table.Features[column].Codes?.ToDictionary(c => c.Value, c => c.Key);
            for (int r = 0; r < matrix.RowCount; r++)
            {
                double value = matrix[r, column];
                cells[(matrix.Patients[r], name)] = double.IsNaN(value) ? "" : labels is null ? NumberText.Format(value) : labels[(int)value];
            }
        }

        return new PatientTraits(present, cells);
    }

    /// <summary>Takes characteristics from records.</summary>
    /// <param name="records">The records.</param>
    /// <param name="names">Columns wanted; absent ones are left out.</param>
    public static PatientTraits Of(PatientRecords records, IEnumerable<string> names)
    {
        PatientColumn[] present = [.. names.Select(n => records.Columns.FirstOrDefault(c => c.Name == n)).OfType<PatientColumn>()];
        var cells = new Dictionary<(string Patient, string Column), string>();
        foreach (PatientColumn column in present)
        {
            for (int r = 0; r < records.Patients.Count; r++)
                cells[(records.Patients[r], column.Name)] = column.IsMissing(r) ? "" : column.IsCategorical ? column.Labels[r]! : NumberText.Format(column.Numbers[r]);
        }

        return new PatientTraits([.. present.Select(c => c.Name)], cells);
    }
}
