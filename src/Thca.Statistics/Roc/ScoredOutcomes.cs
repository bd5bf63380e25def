using Thca.Core.Errors;
using Thca.Core.Outcomes;

namespace Thca.Statistics.Roc;

/// <summary>Checks shared by everything that compares scores with a binary outcome.</summary>
internal static class ScoredOutcomes
{
    /// <summary>Counts both classes; refuses different lengths, NaN scores and a single class.</summary>
    public static (int Positives, int Negatives) RequireBothClasses(ReadOnlySpan<bool> outcome, ReadOnlySpan<double> scores)
    {
        int positives = RequireFinite(outcome, scores), negatives = outcome.Length - positives;
        if (positives > 0 && negatives > 0) return (positives, negatives);
        throw new ThcaException(
            ProblemCodes.Undefined,
            FormattableString.Invariant($"Discrimination is undefined: {positives} of {outcome.Length} rows are positive."),
            "Both classes must occur.");
    }

    /// <summary>Number of positives; refuses different lengths and NaN scores.</summary>
    public static int RequireFinite(ReadOnlySpan<bool> outcome, ReadOnlySpan<double> scores)
    {
        if (outcome.Length != scores.Length)
            throw new ArgumentException(FormattableString.Invariant($"{outcome.Length} outcomes but {scores.Length} scores."), nameof(scores));
        int positives = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            if (double.IsNaN(scores[i]))
                throw new ThcaException(ProblemCodes.Undefined, FormattableString.Invariant($"Score {i} is NaN."), "Leave out rows without a prediction.");
            if (outcome[i]) positives++;
        }

        return positives;
    }

    /// <summary>Row numbers by falling score; equal scores in row order.</summary>
    public static int[] ByFallingScore(ReadOnlySpan<double> scores)
    {
        var keys = new double[scores.Length];
        var order = new int[scores.Length];
        for (int i = 0; i < order.Length; i++) (keys[i], order[i]) = (-scores[i], i);
        Array.Sort(keys, order);
        for (int start = 0; start < order.Length;)
        {
            int end = start + 1;
            while (end < order.Length && keys[end] == keys[start]) end++;
            if (end - start > 1) Array.Sort(order, start, end - start);
            start = end;
        }

        return order;
    }
}
