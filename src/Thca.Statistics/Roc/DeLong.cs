using Thca.Statistics.Distributions;
using Thca.Statistics.Summaries;

namespace Thca.Statistics.Roc;

/// <summary>
/// Variance of areas under ROC curves and comparison of two of them: DeLong, DeLong and Clarke-Pearson (Biometrics 44, 1988) by the
/// mid-rank formula of Sun and Xu (IEEE Signal Processing Letters 21, 2014).
/// </summary>
public static class DeLong
{
    private const double Z975 = 1.959963984540054;

    /// <summary>Area with variance and the interval made on the logit scale, logit(AUC) ± 1.96 · se / (AUC (1 - AUC)).</summary>
    /// <exception cref="Core.Errors.ThcaException">Only one class occurs, or a score is NaN.</exception>
    public static AucEstimate Auc(ReadOnlySpan<bool> outcome, ReadOnlySpan<double> scores)
    {
        Components c = Components.Of(outcome, scores);
        return Estimate(c.Auc, Covariance(c, c));
    }

    /// <summary>Mean area over several scores of the same patients, e.g. repeats of a cross-validation; the placements are averaged, so the variance is that of the mean.</summary>
    /// <param name="outcome">Class of every row.</param>
    /// <param name="scores">One list of scores per repeat, at least one.</param>
    /// <exception cref="Core.Errors.ThcaException">Only one class occurs, or a score is NaN.</exception>
    public static AucEstimate MeanAuc(ReadOnlySpan<bool> outcome, IReadOnlyList<double[]> scores)
    {
        Components mean = Components.Mean(outcome, scores);
        return Estimate(mean.Auc, Covariance(mean, mean));
    }

    /// <summary>Compares the mean areas of two models over repeats of the same patients.</summary>
    /// <exception cref="Core.Errors.ThcaException">Only one class occurs, or a score is NaN.</exception>
    public static AucComparison CompareMeans(ReadOnlySpan<bool> outcome, IReadOnlyList<double[]> first, IReadOnlyList<double[]> second)
    {
        Components a = Components.Mean(outcome, first), b = Components.Mean(outcome, second);
        return Compare(Estimate(a.Auc, Covariance(a, a)), Estimate(b.Auc, Covariance(b, b)), Covariance(a, b));
    }

    /// <summary>Compares two scores of the same patients.</summary>
    /// <exception cref="Core.Errors.ThcaException">Only one class occurs, or a score is NaN.</exception>
    public static AucComparison Compare(ReadOnlySpan<bool> outcome, ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        Components a = Components.Of(outcome, first), b = Components.Of(outcome, second);
        return Compare(Estimate(a.Auc, Covariance(a, a)), Estimate(b.Auc, Covariance(b, b)), Covariance(a, b));
    }

    /// <summary>Compares areas of two independent groups of patients.</summary>
    public static AucComparison CompareIndependent(AucEstimate first, AucEstimate second) => Compare(first, second, 0);

    private static AucComparison Compare(AucEstimate first, AucEstimate second, double covariance)
    {
        double difference = first.Value - second.Value;
        double variance = Math.Max(0, first.Variance + second.Variance - 2 * covariance), error = Math.Sqrt(variance);
        double z = error > 0 ? difference / error : double.NaN;
        double p = error > 0 ? NormalDistribution.TwoSided(z) : difference == 0 ? 1 : double.NaN;
        return new AucComparison(first, second, covariance, difference, difference - Z975 * error, difference + Z975 * error, z, p);
    }

    private static AucEstimate Estimate(double auc, double variance)
    {
        if (auc is <= 0 or >= 1) return new AucEstimate(auc, variance, double.NaN, double.NaN);
        double logit = Math.Log(auc / (1 - auc)), half = Z975 * Math.Sqrt(variance) / (auc * (1 - auc));
        return new AucEstimate(auc, variance, 1 / (1 + Math.Exp(-(logit - half))), 1 / (1 + Math.Exp(-(logit + half))));
    }

    // A class with one row has no sample variance; its share of the uncertainty is unknown, not zero.
    private static double Covariance(Components a, Components b) =>
        SampleCovariance(a.V10, a.Auc, b.V10, b.Auc) / a.V10.Length + SampleCovariance(a.V01, a.Auc, b.V01, b.Auc) / a.V01.Length;

    private static double SampleCovariance(double[] a, double meanA, double[] b, double meanB)
    {
        if (a.Length < 2) return double.NaN;
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += (a[i] - meanA) * (b[i] - meanB);
        return sum / (a.Length - 1);
    }

    /// <summary>Placement values: V10 per positive, V01 per negative; both have the mean AUC.</summary>
    private sealed record Components(double Auc, double[] V10, double[] V01)
    {
        public static Components Mean(ReadOnlySpan<bool> outcome, IReadOnlyList<double[]> scores)
        {
            Components first = Of(outcome, scores[0]);
            for (int r = 1; r < scores.Count; r++)
            {
                Components next = Of(outcome, scores[r]);
                for (int i = 0; i < first.V10.Length; i++) first.V10[i] += next.V10[i];
                for (int j = 0; j < first.V01.Length; j++) first.V01[j] += next.V01[j];
            }

            double[] v10 = Array.ConvertAll(first.V10, v => v / scores.Count), v01 = Array.ConvertAll(first.V01, v => v / scores.Count);
            return new Components(v10.Average(), v10, v01);
        }

        public static Components Of(ReadOnlySpan<bool> outcome, ReadOnlySpan<double> scores)
        {
            (int positives, int negatives) = ScoredOutcomes.RequireBothClasses(outcome, scores);
            double[] positive = new double[positives], negative = new double[negatives];
            double[] v10 = new double[positives], v01 = new double[negatives];
            ReadOnlySpan<double> all = Ranks.Of(scores).Values;
            int p = 0, n = 0;
            for (int i = 0; i < all.Length; i++)
            {
                if (outcome[i]) (positive[p], v10[p++]) = (scores[i], all[i]);
                else (negative[n], v01[n++]) = (scores[i], all[i]);
            }

            ReadOnlySpan<double> withinPositives = Ranks.Of(positive).Values, withinNegatives = Ranks.Of(negative).Values;
            for (int i = 0; i < positives; i++) v10[i] = (v10[i] - withinPositives[i]) / negatives;
            for (int j = 0; j < negatives; j++) v01[j] = 1 - (v01[j] - withinNegatives[j]) / positives;
            return new Components(v10.Average(), v10, v01);
        }
    }
}
