using Thca.Core.Randomness;
using Thca.Statistics.Hypotheses;
using Thca.Statistics.Roc;
using Thca.Statistics.Summaries;

namespace Thca.Modeling.Selection;

/// <summary>How well one feature alone tells the classes apart, by seven measures.</summary>
/// <param name="Sensitivity">Sensitivity at 80 % specificity (or the published indicator), best direction.</param>
/// <param name="AveragePrecision">Average precision, best direction.</param>
/// <param name="ForestImportance">Share of the impurity decrease of a random forest.</param>
/// <param name="MutualInformation">Nearest-neighbour estimate in nats.</param>
/// <param name="PValue">p of the F test; NaN for a constant column.</param>
/// <param name="Auc">Area under the ROC curve, best direction.</param>
/// <param name="Correlation">Absolute Pearson correlation with the outcome; 0 when undefined.</param>
public sealed record UnivariateIndicators(
    double Sensitivity, double AveragePrecision, double ForestImportance, double MutualInformation, double PValue, double Auc, double Correlation)
{
    private const double SpecificityLevel = 0.8;

    internal static UnivariateIndicators Of(double[] column, bool[] outcome, double forest, bool publishedSensitivity, RandomStream random)
    {
        double auc = RocCurve.Auc(outcome, column);
        double[] negated = Array.ConvertAll(column, v => -v);
        double sensitivity = publishedSensitivity
            ? QuantileSensitivity(column, outcome)
            : Math.Max(RocCurve.From(outcome, column).SensitivityAtSpecificity(SpecificityLevel), RocCurve.From(outcome, negated).SensitivityAtSpecificity(SpecificityLevel));
        double precision = Math.Max(PrecisionRecallCurve.AveragePrecision(outcome, column), PrecisionRecallCurve.AveragePrecision(outcome, negated));
        (double correlation, double p) = CorrelationAndP(column, outcome);
        return new UnivariateIndicators(sensitivity, precision, forest, Selection.MutualInformation.Estimate(column, outcome, random), p, Math.Max(auc, 1 - auc), correlation);
    }

    /// <summary>The published indicator: best recall over the deciles as thresholds, in both directions; 1 for constants.</summary>
    private static double QuantileSensitivity(double[] column, bool[] outcome)
    {
        double[] sorted = Quantiles.Sorted(column);
        double positives = outcome.Count(y => y), best = 0;
        for (int decile = 1; decile <= 9; decile++)
        {
            double threshold = Quantiles.OfSorted(sorted, decile / 10.0);
            int above = 0;
            for (int i = 0; i < column.Length; i++)
            {
                if (outcome[i] && column[i] >= threshold) above++;
            }

            best = Math.Max(best, Math.Max(above, positives - above) / positives);
        }

        return best;
    }

    private static (double Correlation, double P) CorrelationAndP(double[] column, bool[] outcome)
    {
        double[] positives = [.. column.Where((_, i) => outcome[i])], negatives = [.. column.Where((_, i) => !outcome[i])];
        double between = positives.Average() - negatives.Average(), mean = column.Average(), total = column.Sum(v => (v - mean) * (v - mean));
        double share = (double)positives.Length / column.Length;
        if (total == 0) return (0, double.NaN);
        double r = between * Math.Sqrt(share * (1 - share) * column.Length / total);
        return (Math.Min(1, Math.Abs(r)), AnalysisOfVariance.OneWay([negatives, positives]).PValue);
    }
}
