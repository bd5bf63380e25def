namespace Thca.Modeling.Metrics;

/// <summary>The four cells of a binary decision.</summary>
/// <param name="TruePositives">Events called positive.</param>
/// <param name="FalseNegatives">Events called negative.</param>
/// <param name="TrueNegatives">Others called negative.</param>
/// <param name="FalsePositives">Others called positive.</param>
public readonly record struct ConfusionCounts(int TruePositives, int FalseNegatives, int TrueNegatives, int FalsePositives)
{
    /// <summary>Counts the rule "positive when the probability is at least the threshold".</summary>
    public static ConfusionCounts Of(ReadOnlySpan<bool> outcome, ReadOnlySpan<double> probabilities, double threshold)
    {
        int tp = 0, fn = 0, tn = 0, fp = 0;
        for (int i = 0; i < outcome.Length; i++)
        {
            bool called = probabilities[i] >= threshold;
            if (outcome[i] && called) tp++;
            else if (outcome[i]) fn++;
            else if (called) fp++;
            else tn++;
        }

        return new ConfusionCounts(tp, fn, tn, fp);
    }

    /// <summary>Number of events.</summary>
    public int Positives => TruePositives + FalseNegatives;

    /// <summary>Number of others.</summary>
    public int Negatives => TrueNegatives + FalsePositives;

    /// <summary>Number of patients.</summary>
    public int Count => Positives + Negatives;

    /// <summary>Sensitivity; NaN without events.</summary>
    public double Sensitivity => Ratio(TruePositives, Positives);

    /// <summary>Specificity; NaN when everybody had the event.</summary>
    public double Specificity => Ratio(TrueNegatives, Negatives);

    /// <summary>Positive predictive value; NaN when nobody is called positive.</summary>
    public double PositivePredictiveValue => Ratio(TruePositives, TruePositives + FalsePositives);

    /// <summary>Negative predictive value; NaN when nobody is called negative.</summary>
    public double NegativePredictiveValue => Ratio(TrueNegatives, TrueNegatives + FalseNegatives);

    /// <summary>F measure with recall weighted β times: (1 + β²) TP / ((1 + β²) TP + β² FN + FP).</summary>
    public double FBeta(double beta)
    {
        double b = beta * beta;
        return Ratio((1 + b) * TruePositives, (1 + b) * TruePositives + b * FalseNegatives + FalsePositives);
    }

    /// <summary>Matthews correlation coefficient; NaN when a margin is empty.</summary>
    public double Mcc
    {
        get
        {
            double product = (double)(TruePositives + FalsePositives) * Positives * Negatives * (TrueNegatives + FalseNegatives);
            return Ratio((double)TruePositives * TrueNegatives - (double)FalsePositives * FalseNegatives, Math.Sqrt(product));
        }
    }

    /// <summary>a / b; NaN when b is 0.</summary>
    internal static double Ratio(double a, double b) => b == 0 ? double.NaN : a / b;
}
