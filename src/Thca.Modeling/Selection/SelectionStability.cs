namespace Thca.Modeling.Selection;

/// <summary>How consistently features are selected over folds.</summary>
public static class SelectionStability
{
    /// <summary>
    /// Stability index of Nogueira, Sechidis and Brown (JMLR 18, 2018): 1 - mean over features of the unbiased variance of selection, over
    /// (k/m)(1 - k/m) with k the mean number selected of m features. 1: always the same; about 0: random.
    /// </summary>
    /// <param name="selected">For every fold the columns selected.</param>
    /// <param name="features">Number of candidate features m.</param>
    /// <returns>NaN with fewer than two folds, or when none or all features are always selected.</returns>
    public static double Nogueira(IReadOnlyList<IReadOnlyCollection<int>> selected, int features)
    {
        if (selected.Count < 2) return double.NaN;
        double[] frequency = Frequency(selected, features);
        double folds = selected.Count, mean = selected.Average(s => s.Count) / features, variance = 0;
        foreach (double f in frequency) variance += folds / (folds - 1) * f * (1 - f) / features;
        double random = mean * (1 - mean);
        return random > 0 ? 1 - variance / random : double.NaN;
    }

    /// <summary>Share of folds in which each feature was selected.</summary>
    public static double[] Frequency(IReadOnlyList<IReadOnlyCollection<int>> selected, int features)
    {
        var frequency = new double[features];
        foreach (IReadOnlyCollection<int> fold in selected)
        {
            foreach (int column in fold) frequency[column] += 1.0 / selected.Count;
        }

        return frequency;
    }
}
