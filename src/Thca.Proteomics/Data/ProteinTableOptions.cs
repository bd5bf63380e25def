using Thca.Core.Cohorts;
using Thca.Proteomics.Panel;

namespace Thca.Proteomics.Data;

/// <summary>How a protein table is read.</summary>
public sealed record ProteinTableOptions
{
    /// <summary>Column of the patient identifier.</summary>
    /// <value><c>PatientID</c>, or what the schema says.</value>
    public string? IdColumn { get; init; }

    /// <summary>Column of the groups, in the groups table if there is one.</summary>
    /// <value><c>Risk_Group_Clinical</c>.</value>
    public string GroupColumn { get; init; } = RiskGroupOptions.DefaultGroupColumn;

    /// <summary>Values of the group column whose patients are left out, e.g. <c>Intermediate</c>.</summary>
    /// <value>None.</value>
    public IReadOnlyCollection<string> ExcludeGroups { get; init; } = [];

    /// <summary>Columns of the proteins; all must be there.</summary>
    /// <value>null: the default panel where at least one of its proteins is there, else every column that is not about the patient.</value>
    public IReadOnlyList<string>? Panel { get; init; }

    /// <summary>Declared scales by column; others are told from the values.</summary>
    /// <value>None.</value>
    public IReadOnlyDictionary<string, ScaleType> Scales { get; init; } = new Dictionary<string, ScaleType>();

    /// <summary>Names of columns and grades in the table.</summary>
    /// <value>null: as they stand.</value>
    public ProteinSchema? Schema { get; init; }
}
