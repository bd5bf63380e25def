namespace Thca.Segmentation.Assessment;

/// <summary>Statistics of one data set (and label). A patient with several masks counts once, with the mean of each metric.</summary>
public sealed record EditGroup
{
    /// <summary>Name of the data set, or <see cref="EditStudy.Combined"/>.</summary>
    public required string Name { get; init; }

    /// <summary>Center; empty when not said or mixed.</summary>
    public required string Center { get; init; }

    /// <summary>Label; null unless all labels are compared.</summary>
    public required int? Label { get; init; }

    /// <summary>Cases in the folders.</summary>
    public required int Cases { get; init; }

    /// <summary>Cases that were measured.</summary>
    public required int Measured { get; init; }

    /// <summary>Patients of the measured cases.</summary>
    public required IReadOnlyList<EditPatient> Patients { get; init; }

    /// <summary>Number of cases by problem code.</summary>
    public required IReadOnlyList<KeyValuePair<string, int>> Problems { get; init; }

    /// <summary>Distribution of every metric, in the order of <c>cases.csv</c>.</summary>
    public required IReadOnlyList<EditSummary> Metrics { get; init; }

    /// <summary>Shares of patients.</summary>
    public required IReadOnlyList<EditProportion> Proportions { get; init; }

    /// <summary>Agreement of volumes: all patients, then those with modified masks.</summary>
    public required IReadOnlyList<VolumeAgreement> Volumes { get; init; }

    /// <summary>Distribution of one metric.</summary>
    /// <exception cref="InvalidOperationException">There is no such column.</exception>
    public EditSummary Metric(string column) => Metrics.Single(m => m.Column == column);

    /// <summary>One of the shares.</summary>
    /// <exception cref="InvalidOperationException">There is none of that name.</exception>
    public EditProportion Proportion(string name) => Proportions.Single(p => p.Name == name);
}
