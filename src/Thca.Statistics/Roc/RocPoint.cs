namespace Thca.Statistics.Roc;

/// <summary>One operating point of a ROC curve: the rule "positive when the score is at least <see cref="Threshold"/>".</summary>
/// <param name="Threshold">Smallest score called positive; +infinity for the rule that calls nobody positive.</param>
/// <param name="FalsePositiveRate">Share of negatives called positive.</param>
/// <param name="TruePositiveRate">Share of positives called positive (sensitivity).</param>
public readonly record struct RocPoint(double Threshold, double FalsePositiveRate, double TruePositiveRate)
{
    /// <summary>Sensitivity + specificity - 1.</summary>
    public double Youden => TruePositiveRate - FalsePositiveRate;
}
