namespace Thca.Pathology.HoverNet.Metrics;

/// <summary>How well instances agree with the truth; every number is 0..1, or NaN where neither side has an instance.</summary>
/// <param name="Dice">2 |A ∩ B| / (|A| + |B|) of all nuclear pixels.</param>
/// <param name="Dice2">Dice over overlapping pairs of instances.</param>
/// <param name="Aji">Aggregated Jaccard index (Kumar et al., 2017).</param>
/// <param name="AjiPlus">The same with one-to-one pairs.</param>
/// <param name="DetectionQuality">TP / (TP + FP / 2 + FN / 2) of pairs with an intersection over union above 0.5.</param>
/// <param name="SegmentationQuality">Mean intersection over union of those pairs.</param>
/// <param name="PanopticQuality">Product of the two (Kirillov et al., 2019).</param>
/// <param name="TrueCount">True instances.</param>
/// <param name="PredictedCount">Predicted instances.</param>
public sealed record SegmentationScores(
    double Dice, double Dice2, double Aji, double AjiPlus, double DetectionQuality, double SegmentationQuality, double PanopticQuality, int TrueCount, int PredictedCount);
