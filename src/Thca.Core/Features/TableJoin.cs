namespace Thca.Core.Features;

/// <summary>Result of joining two tables by key.</summary>
/// <param name="Table">Rows whose key occurs in both.</param>
/// <param name="OnlyLeft">Keys without a partner in the right table.</param>
/// <param name="OnlyRight">Keys without a partner in the left table.</param>
public sealed record TableJoin(FeatureTable Table, IReadOnlyList<string> OnlyLeft, IReadOnlyList<string> OnlyRight)
{
    /// <summary>Matched and unmatched counts in one line.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{Table.RowCount} matched, {OnlyLeft.Count} only in the first table, {OnlyRight.Count} only in the second");
}
