using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Core.Randomness;
using Thca.Statistics.Legacy;

namespace Thca.Statistics.Resampling;

/// <summary>
/// Splits rows into folds of nearly equal size in which both classes keep their share. How many rows of a class each fold receives is
/// counted over the rows sorted by class (fold i gets positions i, i + K, …); which rows, is drawn.
/// </summary>
public static class StratifiedKFold
{
    /// <summary>The fold of every row, 0 to <paramref name="folds"/> - 1.</summary>
    /// <param name="outcome">Class of every row.</param>
    /// <param name="folds">Number of folds, at least 2.</param>
    /// <param name="random">Stream to draw from.</param>
    /// <exception cref="ThcaException">A class has fewer rows than there are folds.</exception>
    public static int[] Assign(ReadOnlySpan<bool> outcome, int folds, RandomStream random)
    {
        RequireEnough(outcome, folds);
        return Assign(outcome, folds, list => random.Shuffle<int>(list));
    }

    /// <summary>The folds of scikit-learn's <c>StratifiedKFold(folds, shuffle=True, random_state=…)</c>, exactly; for protocol <c>Reference</c>.</summary>
    /// <param name="outcome">Class of every row.</param>
    /// <param name="folds">Number of folds, at least 2.</param>
    /// <param name="random">Generator seeded as in the original.</param>
    public static int[] AssignLegacy(ReadOnlySpan<bool> outcome, int folds, Mt19937 random)
    {
        RequireEnough(outcome, folds);
        return Assign(outcome, folds, list => random.Shuffle<int>(list));
    }

    private static int[] Assign(ReadOnlySpan<bool> outcome, int folds, Action<int[]> shuffle)
    {
        // Classes are numbered in order of first appearance.
        bool first = outcome[0];
        int ofFirst = outcome.Count(first);
        var assigned = new int[outcome.Length];
        foreach (bool label in (bool[])[first, !first])
        {
            (int from, int to) = label == first ? (0, ofFirst) : (ofFirst, outcome.Length);
            List<int> list = [];
            for (int fold = 0; fold < folds; fold++)
            {
                for (int position = fold; position < outcome.Length; position += folds)
                {
                    if (position >= from && position < to) list.Add(fold);
                }
            }

            int[] shuffled = [.. list];
            shuffle(shuffled);
            for (int row = 0, next = 0; row < outcome.Length; row++)
            {
                if (outcome[row] == label) assigned[row] = shuffled[next++];
            }
        }

        return assigned;
    }

    private static void RequireEnough(ReadOnlySpan<bool> outcome, int folds)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        int positives = outcome.Count(true), rarer = Math.Min(positives, outcome.Length - positives);
        if (rarer >= folds) return;
        throw new ThcaException(
            ProblemCodes.TrainingDataInsufficient,
            FormattableString.Invariant($"{folds} stratified folds need at least {folds} rows of each class; there are {positives} positive and {outcome.Length - positives} negative rows."),
            "Use fewer folds or more patients.");
    }
}
