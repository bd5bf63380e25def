using Thca.Statistics.Legacy;

namespace Thca.Statistics.Resampling;

/// <summary>
/// One stratified split into a training and a test part exactly as scikit-learn's <c>train_test_split(…, stratify=y, random_state=…)</c>
/// draws it; for protocols <c>Reference</c> and <c>ReferenceCorrected</c>.
/// </summary>
public static class StratifiedShuffleSplit
{
    /// <summary>Rows of the training and of the test part, in the order drawn.</summary>
    /// <param name="outcome">Class of every row; both classes occur.</param>
    /// <param name="testFraction">Share of the test part, in (0, 1); rounded up.</param>
    /// <param name="random">Generator seeded as in the original.</param>
    public static (int[] Train, int[] Test) Draw(ReadOnlySpan<bool> outcome, double testFraction, Mt19937 random)
    {
        if (testFraction is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(testFraction), testFraction, "The share must lie in (0, 1).");
        int test = (int)Math.Ceiling(testFraction * outcome.Length), train = outcome.Length - test;
        int positives = outcome.Count(true);
        int[] counts = [outcome.Length - positives, positives];
        int[] trainCounts = Allocate(counts, train, random);
        int[] testCounts = Allocate([counts[0] - trainCounts[0], counts[1] - trainCounts[1]], test, random);
        List<int> trainRows = [], testRows = [];
        for (int label = 0; label < 2; label++)
        {
            List<int> rows = [];
            for (int i = 0; i < outcome.Length; i++)
            {
                if (outcome[i] == (label == 1)) rows.Add(i);
            }

            int[] permutation = random.Permutation(counts[label]);
            for (int i = 0; i < trainCounts[label]; i++) trainRows.Add(rows[permutation[i]]);
            for (int i = 0; i < testCounts[label]; i++) testRows.Add(rows[permutation[trainCounts[label] + i]]);
        }

        return (Permuted(trainRows, random), Permuted(testRows, random));
    }

    private static int[] Permuted(List<int> rows, Mt19937 random) => Array.ConvertAll(random.Permutation(rows.Count), i => rows[i]);

    /// <summary>Shares of <paramref name="draws"/> in proportion to class sizes; what rounding leaves over goes to the largest fractions, ties at random.</summary>
    private static int[] Allocate(int[] counts, int draws, Mt19937 random)
    {
        int total = counts.Sum();
        double[] continuous = [.. counts.Select(c => (double)c / total * draws)];
        int[] floored = [.. continuous.Select(c => (int)Math.Floor(c))];
        double[] remainder = [.. continuous.Select((c, i) => c - floored[i])];
        int left = draws - floored.Sum();
        foreach (double value in remainder.Distinct().OrderDescending())
        {
            if (left <= 0) break;
            int[] tied = [.. Enumerable.Range(0, counts.Length).Where(i => remainder[i] == value)];
            int add = Math.Min(tied.Length, left);
            int[] chosen = random.ChoiceWithoutReplacement(tied.Length, add);
            foreach (int i in chosen) floored[tied[i]]++;
            left -= add;
        }

        return floored;
    }
}
