using Thca.Core.Cohorts;
using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Modeling.Data;
using Thca.Modeling.Metrics;

namespace Thca.Modeling.Thresholds;

/// <summary>
/// Chooses a decision threshold on out-of-fold probabilities. A constrained strategy that cannot be met first drops the constraint on the
/// negative predictive value, then falls back to Youden; the status says which.
/// </summary>
public static class ThresholdSelector
{
    private const double LegacyFirst = 0.05;
    private const double LegacyStep = 0.01;
    private const int LegacyCount = 45;
    private const double LegacyMinSensitivity = 0.70;
    private const double LegacyMinNpv = 0.50;
    private const double LegacyCap = 0.25;

    /// <summary>Chooses the threshold.</summary>
    /// <param name="fold">Probabilities of models that did not see the patient, on the scale the threshold will be used on; both classes occur.</param>
    /// <param name="options">Strategy and constraints.</param>
    /// <exception cref="OptionsException">A setting is out of range.</exception>
    /// <exception cref="ThcaException">Only one class occurs, or a probability is NaN.</exception>
    public static ChosenThreshold Choose(TrainingFold<ScoredPatients> fold, ThresholdOptions? options = null)
    {
        options ??= new ThresholdOptions();
        options.Validate();
        ReadOnlySpan<bool> outcome = fold.Data.Outcome;
        ReadOnlySpan<double> probabilities = fold.Data.Scores;
        Require(outcome, probabilities);
        return options.Strategy switch
        {
            ThresholdStrategy.Fixed => Given(options.Strategy, options.FixedValue, outcome, probabilities),
            ThresholdStrategy.NetBenefitTheory => Given(options.Strategy, options.FalsePositiveCost / (options.FalsePositiveCost + options.FalseNegativeCost), outcome, probabilities),
            ThresholdStrategy.ReferenceLegacy => Legacy(outcome, probabilities),
            _ => Search(outcome, probabilities, options),
        };
    }

    private static ChosenThreshold Given(ThresholdStrategy strategy, double value, ReadOnlySpan<bool> outcome, ReadOnlySpan<double> probabilities) =>
        new(strategy, value, ThresholdStatus.Feasible, ConfusionCounts.Of(outcome, probabilities, value), double.NaN);

    private static ChosenThreshold Search(ReadOnlySpan<bool> outcome, ReadOnlySpan<double> probabilities, ThresholdOptions options)
    {
        double[] candidates = ThresholdCandidates.Of(probabilities);
        ConfusionCounts[] counts = Sweep(outcome, probabilities, candidates);
        foreach (ThresholdStatus status in Enum.GetValues<ThresholdStatus>())
        {
            var rule = ThresholdRule.For(options, status);
            int best = Best(counts, rule);
            if (best >= 0) return new ChosenThreshold(options.Strategy, candidates[best], status, counts[best], rule.Score(counts[best]));
        }

        throw new ThcaException(ProblemCodes.Undefined, "No threshold can be chosen from these probabilities.");
    }

    private static int Best(ConfusionCounts[] counts, ThresholdRule rule)
    {
        int best = -1;
        for (int i = 0; i < counts.Length; i++)
        {
            if (!rule.IsFeasible(counts[i]) || double.IsNaN(rule.Score(counts[i]))) continue;
            if (best < 0 || rule.Compare(counts[i], counts[best]) > 0 || (rule.PrefersLargerThreshold && rule.Compare(counts[i], counts[best]) == 0)) best = i;
        }

        return best;
    }

    /// <summary>Counts of every candidate in one pass; candidates ascend.</summary>
    private static ConfusionCounts[] Sweep(ReadOnlySpan<bool> outcome, ReadOnlySpan<double> probabilities, double[] candidates)
    {
        double[] sorted = probabilities.ToArray();
        bool[] labels = outcome.ToArray();
        Array.Sort(sorted, labels);
        int positives = labels.Count(y => y), negatives = labels.Length - positives, fn = 0, tn = 0, next = 0;
        var counts = new ConfusionCounts[candidates.Length];
        for (int c = 0; c < candidates.Length; c++)
        {
            for (; next < sorted.Length && sorted[next] < candidates[c]; next++)
            {
                if (labels[next]) fn++;
                else tn++;
            }

            counts[c] = new ConfusionCounts(positives - fn, fn, tn, negatives - tn);
        }

        return counts;
    }

    /// <summary>The published rule: best of 0.05, 0.06, …, 0.49 by 0.5 Se + 0.3 NPV + 0.2 Sp with Se ≥ 0.70 and NPV ≥ 0.50, undefined counting as 0; never above 0.25.</summary>
    private static ChosenThreshold Legacy(ReadOnlySpan<bool> outcome, ReadOnlySpan<double> probabilities)
    {
        static double OrZero(double value) => double.IsNaN(value) ? 0 : value;
        double best = LegacyFirst, bestScore = double.NegativeInfinity;
        for (int k = 0; k < LegacyCount; k++)
        {
            double t = LegacyFirst + LegacyStep * k;
            ConfusionCounts c = ConfusionCounts.Of(outcome, probabilities, t);
            double se = OrZero(c.Sensitivity), npv = OrZero(c.NegativePredictiveValue);
            double score = ScreeningScore(se, npv, OrZero(c.Specificity));
            if (se >= LegacyMinSensitivity && npv >= LegacyMinNpv && score > bestScore) (best, bestScore) = (t, score);
        }

        ThresholdStatus status = double.IsNegativeInfinity(bestScore) ? ThresholdStatus.FallbackYouden : ThresholdStatus.Feasible;
        double capped = Math.Min(best, LegacyCap);
        return new ChosenThreshold(ThresholdStrategy.ReferenceLegacy, capped, status, ConfusionCounts.Of(outcome, probabilities, capped), double.IsNegativeInfinity(bestScore) ? double.NaN : bestScore);
    }

    internal static double ScreeningScore(double sensitivity, double npv, double specificity) => 0.5 * sensitivity + 0.3 * npv + 0.2 * specificity;

    private static void Require(ReadOnlySpan<bool> outcome, ReadOnlySpan<double> probabilities)
    {
        int positives = outcome.Count(true);
        if (positives == 0 || positives == outcome.Length)
            throw new ThcaException(ProblemCodes.Undefined, FormattableString.Invariant($"A threshold needs both classes; {positives} of {outcome.Length} patients had the event."));
        foreach (double p in probabilities)
        {
            if (double.IsNaN(p)) throw new ThcaException(ProblemCodes.Undefined, "A probability is NaN.", "Leave out patients without a prediction.");
        }
    }
}
