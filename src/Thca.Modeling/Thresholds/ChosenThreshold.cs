using Thca.Modeling.Metrics;

namespace Thca.Modeling.Thresholds;

/// <summary>A threshold with how it was found: positive when the probability is at least <see cref="Value"/>.</summary>
/// <param name="Strategy">What was maximised.</param>
/// <param name="Value">The threshold, in [0, 1] or just above the highest probability.</param>
/// <param name="Status">Whether the constraints could be met.</param>
/// <param name="Counts">The decisions it makes on the predictions it was chosen on.</param>
/// <param name="Score">Value of what was maximised.</param>
public sealed record ChosenThreshold(ThresholdStrategy Strategy, double Value, ThresholdStatus Status, ConfusionCounts Counts, double Score);
