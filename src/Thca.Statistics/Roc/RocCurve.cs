using Thca.Core.Errors;
using Thca.Statistics.Summaries;

namespace Thca.Statistics.Roc;

/// <summary>Receiver operating characteristic of a score against a binary outcome; higher scores speak for the positive class.</summary>
public sealed class RocCurve
{
    private RocCurve(RocPoint[] points, int positives, int negatives) => (Points, Positives, Negatives) = (points, positives, negatives);

    /// <summary>Operating points from (0, 0) to (1, 1), one per distinct score, thresholds falling.</summary>
    public IReadOnlyList<RocPoint> Points { get; }

    /// <summary>Rows of the positive class.</summary>
    public int Positives { get; }

    /// <summary>Rows of the negative class.</summary>
    public int Negatives { get; }

    /// <summary>Builds the empirical curve.</summary>
    /// <param name="outcome">Class of every row.</param>
    /// <param name="scores">Score of every row, no NaN.</param>
    /// <param name="dropCollinear">Whether points inside a straight stretch are left out (as scikit-learn does by default).</param>
    /// <exception cref="ThcaException">Only one class occurs, or a score is NaN.</exception>
    public static RocCurve From(ReadOnlySpan<bool> outcome, ReadOnlySpan<double> scores, bool dropCollinear = false)
    {
        (int positives, int negatives) = ScoredOutcomes.RequireBothClasses(outcome, scores);
        int[] order = ScoredOutcomes.ByFallingScore(scores);
        List<(double Threshold, int False, int True)> steps = [(double.PositiveInfinity, 0, 0)];
        int truePositives = 0, falsePositives = 0;
        for (int i = 0; i < order.Length; i++)
        {
            if (outcome[order[i]]) truePositives++;
            else falsePositives++;
            if (i + 1 == order.Length || scores[order[i + 1]] != scores[order[i]]) steps.Add((scores[order[i]], falsePositives, truePositives));
        }

        if (dropCollinear) steps = Corners(steps);
        return new RocCurve([.. steps.Select(s => new RocPoint(s.Threshold, (double)s.False / negatives, (double)s.True / positives))], positives, negatives);
    }

    /// <summary>Area under the curve: the chance that a positive scores above a negative, ties counting one half.</summary>
    /// <exception cref="ThcaException">Only one class occurs, or a score is NaN.</exception>
    public static double Auc(ReadOnlySpan<bool> outcome, ReadOnlySpan<double> scores)
    {
        (int positives, int negatives) = ScoredOutcomes.RequireBothClasses(outcome, scores);
        ReadOnlySpan<double> ranks = Ranks.Of(scores).Values;
        double sum = 0;
        for (int i = 0; i < ranks.Length; i++)
        {
            if (outcome[i]) sum += ranks[i];
        }

        return (sum - 0.5 * positives * (positives + 1.0)) / ((double)positives * negatives);
    }

    /// <summary>Area under this curve (trapezoids).</summary>
    public double Area() => AreaUpTo(1);

    /// <summary>
    /// Partial area for false positive rates up to a limit, standardised by McClish: 0.5 is chance, 1 perfect.
    /// ½ (1 + (A - L²/2) / (L - L²/2)).
    /// </summary>
    /// <param name="limit">Largest false positive rate, in (0, 1].</param>
    public double StandardisedPartialArea(double limit)
    {
        if (limit is not (> 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(limit), limit, "The limit must lie in (0, 1].");
        double least = 0.5 * limit * limit;
        return limit == 1 ? AreaUpTo(1) : 0.5 * (1 + (AreaUpTo(limit) - least) / (limit - least));
    }

    /// <summary>Highest specificity among points whose sensitivity is at least the target.</summary>
    public double SpecificityAtSensitivity(double target) => Points.Where(p => p.TruePositiveRate >= target - 1e-12).Max(p => 1 - p.FalsePositiveRate);

    /// <summary>Highest sensitivity among points whose specificity is at least the target.</summary>
    public double SensitivityAtSpecificity(double target) => Points.Where(p => 1 - p.FalsePositiveRate >= target - 1e-12).Max(p => p.TruePositiveRate);

    private double AreaUpTo(double limit)
    {
        double area = 0;
        for (int i = 1; i < Points.Count; i++)
        {
            RocPoint a = Points[i - 1], b = Points[i];
            if (a.FalsePositiveRate >= limit) break;
            double right = Math.Min(b.FalsePositiveRate, limit), width = b.FalsePositiveRate - a.FalsePositiveRate;
            double height = width == 0 ? b.TruePositiveRate : a.TruePositiveRate + (b.TruePositiveRate - a.TruePositiveRate) * (right - a.FalsePositiveRate) / width;
            area += 0.5 * (a.TruePositiveRate + height) * (right - a.FalsePositiveRate);
        }

        return area;
    }

    private static List<(double Threshold, int False, int True)> Corners(List<(double Threshold, int False, int True)> steps)
    {
        if (steps.Count <= 3) return steps;
        List<(double Threshold, int False, int True)> corners = [steps[0], steps[1]];
        for (int i = 2; i < steps.Count - 1; i++)
        {
            bool straight = steps[i + 1].False - steps[i].False == steps[i].False - steps[i - 1].False
                && steps[i + 1].True - steps[i].True == steps[i].True - steps[i - 1].True;
            if (!straight) corners.Add(steps[i]);
        }

        corners.Add(steps[^1]);
        return corners;
    }
}
