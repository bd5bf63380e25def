namespace Thca.Modeling.Data;

/// <summary>One column of <see cref="PatientRecords"/>: numbers, or labels when any cell is text.</summary>
/// <param name="Name">Canonical name.</param>
/// <param name="Modality">Where the feature comes from.</param>
/// <param name="Numbers">One number per patient, NaN when missing; empty for a column of labels.</param>
/// <param name="Labels">One label per patient, null when missing; empty for a column of numbers.</param>
public sealed record PatientColumn(string Name, Modality Modality, IReadOnlyList<double> Numbers, IReadOnlyList<string?> Labels)
{
    /// <summary>Whether the cells are labels.</summary>
    public bool IsCategorical => Labels.Count > 0;

    /// <summary>Whether the value of a patient is missing.</summary>
    public bool IsMissing(int row) => IsCategorical ? Labels[row] is null : double.IsNaN(Numbers[row]);
}
