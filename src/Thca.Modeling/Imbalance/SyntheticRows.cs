namespace Thca.Modeling.Imbalance;

/// <summary>Makes rows on the segments between bases and their neighbours.</summary>
internal static class SyntheticRows
{
    /// <summary>
    /// Draws cells of the neighbour table (base = cell / k, neighbour = cell mod k), then steps in [0, 1), scaled; a negative scale steps away
    /// from the neighbour.
    /// </summary>
    public static double[][] Interpolate(ImbalancedRows rows, IReadOnlyList<int> bases, int[][] neighbours, int count, ResamplerDraws draws, double scale, bool round)
    {
        int width = neighbours[0].Length;
        int[] cells = draws.NextInts(bases.Count * width, count);
        double[] steps = draws.NextDoubles(count);
        return [.. cells.Select((cell, i) => Between(rows, bases[cell / width], neighbours[cell / width][cell % width], scale * steps[i], round))];
    }

    public static double[] Between(ImbalancedRows rows, int from, int to, double step, bool round)
    {
        double[] a = rows.Raw[from], b = rows.Raw[to], row = new double[a.Length];
        for (int c = 0; c < row.Length; c++) row[c] = round && rows.Categorical[c] ? (step < 0.5 ? a[c] : b[c]) : a[c] + step * (b[c] - a[c]);
        return row;
    }
}
