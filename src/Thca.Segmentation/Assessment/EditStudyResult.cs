namespace Thca.Segmentation.Assessment;

/// <summary>Result of a study of edited masks.</summary>
public sealed record EditStudyResult
{
    /// <summary>The data sets.</summary>
    public required IReadOnlyList<EditPair> Pairs { get; init; }

    /// <summary>The options that were used.</summary>
    public required EditStudyOptions Options { get; init; }

    /// <summary>One row per case (and label), by data set, then case id; failed ones included.</summary>
    public required IReadOnlyList<EditCase> Cases { get; init; }

    /// <summary>Statistics of every data set, then of all but the baseline together; empty in reference mode.</summary>
    public IReadOnlyList<EditGroup> Groups { get; init; } = [];

    /// <summary>Planned comparisons; empty in reference mode.</summary>
    public IReadOnlyList<EditComparison> Comparisons { get; init; } = [];

    /// <summary>The original's statistics; null in sound mode.</summary>
    public ReferenceEditResult? Reference { get; init; }

    /// <summary>The rows that failed.</summary>
    public IReadOnlyList<EditCase> Failed => [.. Cases.Where(c => !c.Status.IsOk)];
}
