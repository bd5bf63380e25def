namespace Thca.Core.Cohorts;

/// <summary>Where the risk groups of patients stand in a table.</summary>
public sealed record RiskGroupOptions
{
    /// <summary>Name of the group column of the study.</summary>
    public const string DefaultGroupColumn = "Risk_Group_Clinical";

    /// <summary>Column of the groups. The default's alias <c>RiskGroup</c> is accepted and flagged.</summary>
    /// <value><c>Risk_Group_Clinical</c>.</value>
    public string GroupColumn { get; init; } = DefaultGroupColumn;

    /// <summary>Values of the group column whose patients are left out, e.g. <c>Intermediate</c>.</summary>
    /// <value>None.</value>
    public IReadOnlyCollection<string> ExcludeGroups { get; init; } = [];

    /// <summary>The table's header for a column name used here, or null.</summary>
    /// <value>null: the table uses the same names.</value>
    public Func<string, string?>? HeaderOf { get; init; }
}
