namespace Thca.Modeling.Selection;

/// <summary>The order in which features were eliminated on one fold.</summary>
/// <param name="Order">Columns from the last survivor, best first, to the first one removed.</param>
/// <param name="Counts">Numbers of features at which a model was fitted, falling.</param>
/// <param name="Scores">Average precision on held-out rows at each count; empty when nothing was held out.</param>
public sealed record EliminationPath(IReadOnlyList<int> Order, IReadOnlyList<int> Counts, IReadOnlyList<double> Scores)
{
    /// <summary>The best so many columns, ascending.</summary>
    public int[] Take(int count) => [.. Order.Take(Math.Clamp(count, 1, Order.Count)).Order()];
}
