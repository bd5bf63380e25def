namespace Thca.Modeling.Training;

/// <summary>Inner out-of-fold predictions of one configuration.</summary>
/// <param name="LogOdds">Log-odds after the prevalence correction, in row order.</param>
/// <param name="Margins">Margins before it.</param>
/// <param name="Trees">Trees of each inner fold's model.</param>
/// <param name="Rows">Sizes of each inner training part before and after resampling.</param>
internal sealed record InnerPrediction(double[] LogOdds, double[] Margins, int[] Trees, IReadOnlyList<ResampledRows> Rows)
{
    /// <summary>Median number of trees, for the fit on all rows.</summary>
    public int MedianTrees
    {
        get
        {
            int[] sorted = [.. Trees.Order()];
            int middle = sorted.Length / 2;
            return Math.Max(1, sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
        }
    }
}
