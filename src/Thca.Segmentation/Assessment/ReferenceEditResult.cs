namespace Thca.Segmentation.Assessment;

/// <summary>The original's statistics with every number computed from the data, where the original printed some as constants.</summary>
/// <param name="Groups">One per data set, then all but the baseline together.</param>
/// <param name="Comparisons">The planned comparisons.</param>
public sealed record ReferenceEditResult(IReadOnlyList<ReferenceEditGroup> Groups, IReadOnlyList<ReferenceEditComparison> Comparisons);
