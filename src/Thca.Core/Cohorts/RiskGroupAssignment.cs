namespace Thca.Core.Cohorts;

/// <summary>The groups of patients and what is known of their origin. All lists have one entry per patient, or none where the table does not say.</summary>
public sealed record RiskGroupAssignment
{
    /// <summary><see cref="RiskGroup.Low"/>, <see cref="RiskGroup.High"/> or <see cref="RiskGroup.None"/> per patient.</summary>
    public required IReadOnlyList<int> Groups { get; init; }

    /// <summary>Name of the column the groups come from.</summary>
    public required string Column { get; init; }

    /// <summary>Whether the patient's group was predicted by a model that had seen the patient's outcome; empty when unknown.</summary>
    public IReadOnlyList<bool> Resubstituted { get; init; } = [];

    /// <summary>Third of the predicted risk per patient: 0 lowest, 2 highest, -1 unknown; empty when the table does not say.</summary>
    public IReadOnlyList<int> Tertiles { get; init; } = [];

    /// <summary>Whether the patient belongs to an external set that no model was developed on; empty when the table does not say.</summary>
    public IReadOnlyList<bool> External { get; init; } = [];

    /// <summary>Flags that go with every result: <c>RESUBSTITUTION_GROUPS</c>, <c>PROVENANCE_UNKNOWN</c>.</summary>
    public IReadOnlyList<string> Flags { get; init; } = [];

    /// <summary>Patients of groups that were to be left out.</summary>
    public int Excluded { get; init; }

    /// <summary>Patients whose cell is empty.</summary>
    public int Empty { get; init; }
}
