namespace Thca.Statistics.Multiplicity;

/// <summary>Adjusts p-values for the number of tests in their family.</summary>
public static class PValueAdjustment
{
    /// <summary>Adjusted p-values in input order.</summary>
    /// <param name="pValues">The family; NaN stays NaN and does not count.</param>
    /// <param name="method">The procedure.</param>
    public static double[] Adjust(ReadOnlySpan<double> pValues, AdjustmentMethod method)
    {
        double[] p = pValues.ToArray(), adjusted = pValues.ToArray();
        int[] order = [.. Enumerable.Range(0, p.Length).Where(i => !double.IsNaN(p[i])).OrderBy(i => p[i])];
        int m = order.Length;
        double harmonic = method == AdjustmentMethod.BenjaminiYekutieli ? Enumerable.Range(1, m).Sum(i => 1.0 / i) : 1;
        double Factor(int i) => method switch
        {
            AdjustmentMethod.None => 1,
            AdjustmentMethod.Bonferroni => m,
            AdjustmentMethod.Holm or AdjustmentMethod.Hochberg => m - i,
            _ => harmonic * m / (i + 1),
        };
        bool stepDown = method == AdjustmentMethod.Holm, stepUp = method is not (AdjustmentMethod.None or AdjustmentMethod.Bonferroni or AdjustmentMethod.Holm);
        double running = stepUp ? 1 : 0;
        for (int step = 0; step < m; step++)
        {
            int i = stepUp ? m - 1 - step : step;
            double value = Math.Min(1, Factor(i) * p[order[i]]);
            if (stepDown) value = running = Math.Max(running, value);
            if (stepUp) value = running = Math.Min(running, value);
            adjusted[order[i]] = value;
        }

        return adjusted;
    }
}
