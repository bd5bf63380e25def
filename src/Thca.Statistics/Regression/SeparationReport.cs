namespace Thca.Statistics.Regression;

/// <summary>The result of the separation test.</summary>
/// <param name="Kind">Whether and how the outcomes are separated.</param>
/// <param name="InfiniteColumns">Names of the columns whose maximum likelihood coefficients are infinite.</param>
/// <param name="SeparatedRows">Observations that are predicted perfectly, ascending.</param>
public sealed record SeparationReport(SeparationKind Kind, IReadOnlyList<string> InfiniteColumns, IReadOnlyList<int> SeparatedRows)
{
    /// <summary>No separation.</summary>
    public static SeparationReport None { get; } = new(SeparationKind.None, [], []);
}
