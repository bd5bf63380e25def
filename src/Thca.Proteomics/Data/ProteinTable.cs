using Thca.Core.Cohorts;
using Thca.Proteomics.Panel;

namespace Thca.Proteomics.Data;

/// <summary>A validated protein table: patients, their risk group, their proteins, and what else the analyses use. Immutable.</summary>
public sealed record ProteinTable
{
    /// <summary>The patients in table order.</summary>
    public required IReadOnlyList<PatientId> Patients { get; init; }

    /// <summary><see cref="RiskGroup.Low"/>, <see cref="RiskGroup.High"/> or <see cref="RiskGroup.None"/> per patient.</summary>
    public required IReadOnlyList<int> Groups { get; init; }

    /// <summary>Name of the column the groups come from.</summary>
    public required string GroupColumn { get; init; }

    /// <summary>The proteins in panel order.</summary>
    public required IReadOnlyList<ProteinValues> Proteins { get; init; }

    /// <summary>Metastasis per patient: 1, 0, or -1 where unknown; empty when the table does not say.</summary>
    public IReadOnlyList<int> Metastasis { get; init; } = [];

    /// <summary>Stratum per patient (<c>Cohort</c>, else <c>Dataset_Split</c>); empty when the table does not say.</summary>
    public IReadOnlyList<string> Strata { get; init; } = [];

    /// <summary>Age per patient, NaN where missing; empty when the table does not say.</summary>
    public IReadOnlyList<double> Ages { get; init; } = [];

    /// <summary>Third of the predicted risk per patient: 0 lowest, 2 highest, -1 unknown; empty when the table does not say.</summary>
    public IReadOnlyList<int> Tertiles { get; init; } = [];

    /// <summary>Whether the patient's group was predicted by a model that had seen the patient's outcome; empty when unknown.</summary>
    public IReadOnlyList<bool> Resubstituted { get; init; } = [];

    /// <summary>Flags that go with every result: <c>RESUBSTITUTION_GROUPS</c>, <c>PROVENANCE_UNKNOWN</c>.</summary>
    public IReadOnlyList<string> Flags { get; init; } = [];

    /// <summary>What the reader should know: patients without a group, identifiers that differ by leading zeros, groups left out.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Patients in a group.</summary>
    public int Count(int group) => Groups.Count(g => g == group);

    /// <summary>The same patients with other groups, e.g. by outcome.</summary>
    public ProteinTable WithGroups(IReadOnlyList<int> groups, string column) => this with { Groups = groups, GroupColumn = column };

    /// <summary>The table without some patients.</summary>
    public ProteinTable Where(Func<int, bool> keep)
    {
        int[] rows = [.. Enumerable.Range(0, Patients.Count).Where(keep)];
        IReadOnlyList<T> Pick<T>(IReadOnlyList<T> list) => list.Count == 0 ? list : [.. rows.Select(r => list[r])];
        return this with
        {
            Patients = Pick(Patients),
            Groups = Pick(Groups),
            Proteins = [.. Proteins.Select(p => p with { Values = Pick(p.Values) })],
            Metastasis = Pick(Metastasis),
            Strata = Pick(Strata),
            Ages = Pick(Ages),
            Tertiles = Pick(Tertiles),
            Resubstituted = Pick(Resubstituted),
        };
    }
}
