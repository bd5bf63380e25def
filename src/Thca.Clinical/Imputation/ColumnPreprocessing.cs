namespace Thca.Clinical.Imputation;

/// <summary>What preprocessing learnt about one column.</summary>
public sealed record ColumnPreprocessing
{
    /// <summary>The column.</summary>
    public required string Name { get; init; }

    /// <summary>Share of missing training values.</summary>
    public required double MissingFraction { get; init; }

    /// <summary>Whether the column is dropped.</summary>
    public required bool Dropped { get; init; }

    /// <summary>How gaps are filled: "iterative", "most frequent", "recomputed" or "dropped".</summary>
    public required string Method { get; init; }

    /// <summary>Outlier limits of a numeric column; null for categorical and derived ones.</summary>
    public OutlierLimits? Limits { get; init; }

    /// <summary>Scale on which a numeric column is imputed.</summary>
    public ModelScale Scale { get; init; }

    /// <summary>Most frequent level of a categorical column (position; the first on a tie); -1 for numeric ones.</summary>
    public int MostFrequent { get; init; } = -1;

    /// <summary>Labels of the levels the positions refer to.</summary>
    public IReadOnlyList<string> Levels { get; init; } = [];
}
