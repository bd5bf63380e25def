namespace Thca.Clinical.Baseline;

/// <summary>A comparison of groups of patients at baseline ("Table 1").</summary>
/// <param name="GroupNames">Names of the groups, in order.</param>
/// <param name="GroupSizes">Patients in every group.</param>
/// <param name="Rows">The lines.</param>
/// <param name="Methods">Tests, counts and rules in words, for the footnotes.</param>
public sealed record BaselineTable(
    IReadOnlyList<string> GroupNames, IReadOnlyList<int> GroupSizes, IReadOnlyList<BaselineRow> Rows, IReadOnlyList<string> Methods)
{
    /// <summary>Patients in all groups.</summary>
    public int Total => GroupSizes.Sum();
}
