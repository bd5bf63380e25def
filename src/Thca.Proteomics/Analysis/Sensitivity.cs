namespace Thca.Proteomics.Analysis;

/// <summary>How much the primary p-value depends on choices and single patients.</summary>
/// <param name="LeaveOneOutLowest">Lowest p when any one patient is left out.</param>
/// <param name="LeaveOneOutHighest">Highest p when any one patient is left out.</param>
/// <param name="PWithoutResubstitution">p without patients whose group was predicted by a model trained on them; NaN when there are none or too few others.</param>
/// <param name="PStratified">van Elteren's p over cohorts or splits; NaN when the table does not name them or names one.</param>
/// <param name="PTertiles">Jonckheere-Terpstra p over the thirds of the predicted risk, by permutation; NaN when the table does not name them.</param>
public sealed record Sensitivity(double LeaveOneOutLowest, double LeaveOneOutHighest, double PWithoutResubstitution, double PStratified, double PTertiles)
{
    /// <summary>Nothing was computed.</summary>
    public static Sensitivity None { get; } = new(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
}
