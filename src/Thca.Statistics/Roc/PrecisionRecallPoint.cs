namespace Thca.Statistics.Roc;

/// <summary>One operating point: the rule "positive when the score is at least <see cref="Threshold"/>".</summary>
/// <param name="Threshold">Smallest score called positive.</param>
/// <param name="Precision">Share of true ones among those called positive.</param>
/// <param name="Recall">Share of the positives called positive.</param>
public readonly record struct PrecisionRecallPoint(double Threshold, double Precision, double Recall);
