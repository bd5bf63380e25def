namespace Thca.Pathology.GroupAnalysis.Inputs;

/// <summary>The patients that take part, with groups, outcome, features and covariates in one order. Immutable.</summary>
public sealed record StudyCohort
{
    /// <summary>Identifiers, in the order of the groups table.</summary>
    public required IReadOnlyList<string> Patients { get; init; }

    /// <summary>Group per patient: 0 Low, 1 High.</summary>
    public required IReadOnlyList<int> Groups { get; init; }

    /// <summary>Name of the column the groups come from.</summary>
    public required string GroupColumn { get; init; }

    /// <summary>Third of the predicted risk per patient: 0 to 2, -1 unknown; empty when the table does not say.</summary>
    public IReadOnlyList<int> Tertiles { get; init; } = [];

    /// <summary>Whether the patient belongs to an external set: composite scores are not learnt there; empty when no table says so.</summary>
    public IReadOnlyList<bool> External { get; init; } = [];

    /// <summary>Metastasis per patient: 1, 0, or -1 where unknown.</summary>
    public required IReadOnlyList<int> Outcome { get; init; }

    /// <summary>Features that are tested, family by family.</summary>
    public required IReadOnlyList<StudyVariable> Variables { get; init; }

    /// <summary>Shares of cell types, for the figure of composition.</summary>
    public IReadOnlyList<StudyVariable> Shares { get; init; } = [];

    /// <summary>Variables held fixed in the rank ANCOVA.</summary>
    public IReadOnlyList<StudyVariable> Covariates { get; init; } = [];

    /// <summary>Imaging and clinical variables; the family is the block: iTED, radiomics or clinical.</summary>
    public IReadOnlyList<StudyVariable> Imaging { get; init; } = [];

    /// <summary>Flags that go with every result.</summary>
    public IReadOnlyList<string> Flags { get; init; } = [];

    /// <summary>Every patient of any input.</summary>
    public required IReadOnlyList<MatchingRow> Matching { get; init; }

    /// <summary>What the reader should know.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Patients of a group.</summary>
    public int Count(int group) => Groups.Count(g => g == group);
}
