namespace Thca.Statistics.Resampling;

/// <summary>The .632+ estimate of prediction error (Efron and Tibshirani, 1997).</summary>
public static class Bootstrap632Plus
{
    /// <summary>Combines apparent loss, out-of-bag loss and no-information loss.</summary>
    /// <param name="apparent">Loss of the model on the rows it learnt.</param>
    /// <param name="outOfBag">Mean over patients of the loss of bootstrap models that did not contain them.</param>
    /// <param name="noInformation">Mean loss over all pairs of outcomes and predictions.</param>
    public static double Loss(double apparent, double outOfBag, double noInformation)
    {
        double limited = Math.Min(outOfBag, noInformation);
        double overfitting = limited > apparent && noInformation > apparent ? (limited - apparent) / (noInformation - apparent) : 0;
        double weight = 0.632 / (1 - 0.368 * overfitting);
        return (1 - weight) * apparent + weight * limited;
    }

    /// <summary>The same for an area under the ROC curve, whose no-information value is one half.</summary>
    /// <param name="apparent">Apparent area.</param>
    /// <param name="outOfBag">Mean out-of-bag area.</param>
    public static double Auc(double apparent, double outOfBag)
    {
        double limited = Math.Max(0.5, outOfBag);
        double overfitting = outOfBag <= 0.5 ? 1 : outOfBag < apparent ? (apparent - outOfBag) / (apparent - 0.5) : 0;
        double weight = 0.632 / (1 - 0.368 * overfitting);
        return (1 - weight) * apparent + weight * limited;
    }

    /// <summary>Mean of a loss over all pairs of one patient's outcome and another's prediction.</summary>
    public static double NoInformation(ReadOnlySpan<bool> outcome, ReadOnlySpan<double> predictions, Func<bool, double, double> loss)
    {
        int positives = outcome.Count(true);
        double share = (double)positives / outcome.Length, sum = 0;
        foreach (double p in predictions) sum += share * loss(true, p) + (1 - share) * loss(false, p);
        return sum / predictions.Length;
    }
}
