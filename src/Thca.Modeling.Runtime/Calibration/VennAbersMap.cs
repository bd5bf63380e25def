namespace Thca.Modeling.Runtime.Calibration;

/// <summary>
/// The two step functions of a Venn-Abers calibrator (Vovk, Petej and Fedorova, 2015): for every score the isotonic fit of the calibration rows with the
/// score itself added as a non-event (lower) and as an event (upper).
/// </summary>
/// <param name="Knots">Scores at which a function may change, strictly increasing.</param>
/// <param name="Lower">Lower function: below the first knot, at it, between it and the second, and so on; 2 · knots + 1 values that never fall.</param>
/// <param name="Upper">Upper function, likewise; never below <paramref name="Lower"/>.</param>
public sealed record VennAbersMap(IReadOnlyList<double> Knots, IReadOnlyList<double> Lower, IReadOnlyList<double> Upper)
{
    /// <summary>The two probabilities of a score.</summary>
    /// <param name="score">Log-odds after the prior correction; NaN gives NaN.</param>
    public (double Lower, double Upper) Interval(double score)
    {
        if (double.IsNaN(score)) return (score, score);
        int low = 0, high = Knots.Count;
        while (low < high)
        {
            int middle = low + (high - low) / 2;
            if (Knots[middle] < score) low = middle + 1;
            else high = middle;
        }

        int cell = low < Knots.Count && Knots[low] == score ? 2 * low + 1 : 2 * low;
        return (Lower[cell], Upper[cell]);
    }

    /// <summary>The one probability that an interval stands for under log loss: p₁ / (1 - p₀ + p₁).</summary>
    /// <param name="interval">Lower and upper probability.</param>
    public static double Merge((double Lower, double Upper) interval) => interval.Upper / (1 - interval.Lower + interval.Upper);
}
