using System.Numerics.Tensors;
using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Core.Randomness;
using Thca.Statistics.Legacy;

namespace Thca.Statistics.Clustering;

/// <summary>
/// K-means: greedy k-means++ starts (Arthur and Vassilvitskii, 2007; 2 + ⌊ln k⌋ candidates per centre) followed by Lloyd's iterations.
/// The order of draws and ties is that of scikit-learn 1.2, so a fit from a <see cref="Mt19937"/> agrees with it. One instance holds one
/// data set and the distances found so far, and serves any number of fits; it is not thread-safe.
/// </summary>
public sealed class KMeans
{
    private readonly double[] _data;
    private readonly double[] _byColumn;
    private readonly double[] _mean;
    private readonly double[] _norms;
    private readonly double[]?[] _distances;
    private readonly double[] _products;
    private readonly double[] _nearest;
    private readonly double _meanVariance;

    /// <summary>Prepares a data set.</summary>
    /// <param name="rows">Values row by row; all finite. Copied.</param>
    /// <param name="columns">Values per row.</param>
    /// <exception cref="ArgumentException">The number of values is not a positive multiple of <paramref name="columns"/>.</exception>
    /// <exception cref="ThcaException">A value is not finite.</exception>
    public KMeans(ReadOnlySpan<double> rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        if (rows.Length == 0 || rows.Length % columns != 0)
            throw new ArgumentException(FormattableString.Invariant($"{rows.Length} values are no whole number of rows of {columns}."), nameof(rows));
        for (int i = 0; i < rows.Length; i++)
        {
            if (!double.IsFinite(rows[i]))
                throw new ThcaException(ProblemCodes.Undefined, FormattableString.Invariant($"Row {i / columns}, column {i % columns} is {rows[i]}; k-means needs finite values."), "Drop or impute it.");
        }

        Columns = columns;
        RowCount = rows.Length / columns;
        _data = rows.ToArray();
        _distances = new double[RowCount][];
        (_products, _nearest) = (new double[RowCount], new double[RowCount]);
        (_mean, _meanVariance) = Centre(_data, columns);
        _byColumn = Transpose(_data, columns);
        _norms = new double[RowCount];
        for (int r = 0; r < RowCount; r++) _norms[r] = OrderedSums.Dot(Row(r), Row(r));
    }

    /// <summary>Values per row.</summary>
    public int Columns { get; }

    /// <summary>Number of rows.</summary>
    public int RowCount { get; }

    /// <summary>Fits with draws of the product's own generator.</summary>
    /// <exception cref="ThcaException">More clusters than rows.</exception>
    public KMeansFit Fit(KMeansOptions options, RandomStream random) => Fit(options, IUniformSource.From(random));

    /// <summary>Fits with the draws of <c>KMeans(random_state=seed)</c>; one stream serves all starts.</summary>
    /// <exception cref="ThcaException">More clusters than rows.</exception>
    public KMeansFit Fit(KMeansOptions options, Mt19937 random) => Fit(options, IUniformSource.From(random));

    internal KMeansFit Fit(KMeansOptions options, IUniformSource random)
    {
        options.Validate();
        if (options.Clusters > RowCount)
            throw new ThcaException(ProblemCodes.Undefined, FormattableString.Invariant($"{options.Clusters} clusters were asked of {RowCount} rows."), "Ask for at most as many clusters as rows.");

        KMeansFit? best = null;
        for (int start = 0; start < options.Restarts; start++)
        {
            double[] centres = PlusPlus(options.Clusters, random);
            KMeansFit fit = Lloyd(centres, options);
            if (best is null || (fit.Inertia < best.Inertia && !SamePartition(fit.Labels, best.Labels, options.Clusters))) best = fit;
        }

        for (int i = 0; i < best!.Centres.Length; i++) best.Centres[i] += _mean[i % Columns];
        return best;
    }

    private ReadOnlySpan<double> Row(int row) => _data.AsSpan(row * Columns, Columns);

    private static (double[] Mean, double MeanVariance) Centre(double[] data, int columns)
    {
        int n = data.Length / columns;
        var mean = new double[columns];
        double variance = 0;
        var column = new double[n];
        for (int c = 0; c < columns; c++)
        {
            for (int r = 0; r < n; r++) column[r] = data[r * columns + c];
            mean[c] = Sum(column, columns) / n;
            for (int r = 0; r < n; r++) column[r] = data[r * columns + c] -= mean[c];
            for (int r = 0; r < n; r++) column[r] *= column[r];
            variance += Sum(column, columns) / n;
        }

        return (mean, variance / columns);
    }

    // A single column is summed pairwise, several are summed row after row.
    private static double Sum(ReadOnlySpan<double> values, int columns)
    {
        if (columns == 1) return PairwiseSum.Of(values);
        double sum = 0;
        foreach (double v in values) sum += v;
        return sum;
    }

    private double[] DistancesFrom(int row)
    {
        if (_distances[row] is { } known) return known;
        var distances = new double[RowCount];
        Products(Row(row), distances);
        for (int r = 0; r < distances.Length; r++) distances[r] = Math.Max(0, -2 * distances[r] + _norms[row] + _norms[r]);
        return _distances[row] = distances;
    }

    private double[] PlusPlus(int clusters, IUniformSource random)
    {
        int trials = 2 + (int)Math.Log(clusters);
        var centres = new double[clusters * Columns];
        int first = random.NextInt(RowCount);
        Row(first).CopyTo(centres);
        double[] closest = [.. DistancesFrom(first)];
        var cumulative = new double[RowCount];
        double[] candidate = new double[RowCount], best = new double[RowCount];
        Span<double> draws = stackalloc double[trials];

        double potential = PairwiseSum.Of(closest);
        for (int c = 1; c < clusters; c++)
        {
            for (int t = 0; t < trials; t++) draws[t] = random.NextDouble() * potential;
            double sum = 0;
            for (int r = 0; r < cumulative.Length; r++) cumulative[r] = sum += closest[r];

            double bestPotential = double.PositiveInfinity;
            int bestRow = -1;
            for (int t = 0; t < trials; t++)
            {
                int row = FirstAtLeast(cumulative, draws[t]);
                TensorPrimitives.Min(closest, DistancesFrom(row), candidate);
                double candidatePotential = PairwiseSum.Of(candidate);
                if (bestRow >= 0 && !(candidatePotential < bestPotential)) continue;
                (bestRow, bestPotential) = (row, candidatePotential);
                (candidate, best) = (best, candidate);
            }

            (closest, best) = (best, closest);
            potential = bestPotential;
            Row(bestRow).CopyTo(centres.AsSpan(c * Columns));
        }

        return centres;
    }

    private static int FirstAtLeast(double[] ascending, double value)
    {
        int low = 0, high = ascending.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (ascending[middle] < value) low = middle + 1;
            else high = middle;
        }

        return Math.Min(low, ascending.Length - 1);
    }

    private KMeansFit Lloyd(double[] centres, KMeansOptions options)
    {
        double tolerance = options.Tolerance * _meanVariance;
        int[] labels = new int[RowCount], previous = new int[RowCount];
        Array.Fill(previous, -1);
        var updated = new double[centres.Length];
        var weights = new double[options.Clusters];
        bool strict = false;
        int iteration = 0;
        while (iteration < options.MaxIterations && !strict)
        {
            iteration++;
            Assign(centres, labels);
            Update(centres, updated, weights, labels);
            double shift = OrderedSums.SquaredDistance(centres, updated);
            (centres, updated) = (updated, centres);
            strict = labels.AsSpan().SequenceEqual(previous);
            if (!strict && shift <= tolerance) break;
            labels.CopyTo(previous, 0);
        }

        if (!strict) Assign(centres, labels);
        double inertia = 0;
        for (int r = 0; r < RowCount; r++) inertia += SquaredDistance(Row(r), centres.AsSpan(labels[r] * Columns, Columns));
        return new KMeansFit(labels, centres, inertia, iteration);
    }

    private void Assign(double[] centres, int[] labels)
    {
        int k = centres.Length / Columns;
        double[] products = _products, nearest = _nearest;
        Array.Fill(nearest, double.PositiveInfinity);
        for (int c = 0; c < k; c++)
        {
            ReadOnlySpan<double> centre = centres.AsSpan(c * Columns, Columns);
            double norm = OrderedSums.Dot(centre, centre);
            Products(centre, products);
            for (int r = 0; r < labels.Length; r++)
            {
                double distance = norm - 2 * products[r];
                if (!(distance < nearest[r])) continue;
                nearest[r] = distance;
                labels[r] = c;
            }
        }
    }

    // Inner products of all rows with a point, each summed column by column in one fused chain: the rounding of a matrix product.
    private void Products(ReadOnlySpan<double> point, double[] result)
    {
        Array.Clear(result);
        for (int c = 0; c < point.Length; c++)
            TensorPrimitives.FusedMultiplyAdd(_byColumn.AsSpan(c * RowCount, RowCount), point[c], result, result);
    }

    private static double[] Transpose(double[] rows, int columns)
    {
        int n = rows.Length / columns;
        var result = new double[rows.Length];
        for (int i = 0; i < rows.Length; i++) result[i % columns * n + i / columns] = rows[i];
        return result;
    }

    private void Update(double[] centres, double[] updated, double[] weights, int[] labels)
    {
        Array.Clear(updated);
        Array.Clear(weights);
        for (int r = 0; r < labels.Length; r++)
        {
            weights[labels[r]]++;
            Span<double> sum = updated.AsSpan(labels[r] * Columns, Columns);
            TensorPrimitives.Add(sum, Row(r), sum);
        }

        if (weights.AsSpan().Contains(0)) RefillEmpty(centres, updated, weights, labels);
        for (int c = 0; c < weights.Length; c++)
        {
            Span<double> sum = updated.AsSpan(c * Columns, Columns);
            if (weights[c] > 0) TensorPrimitives.Multiply(sum, 1.0 / weights[c], sum);
        }
    }

    // An empty cluster takes the row farthest from its own centre.
    private void RefillEmpty(double[] centres, double[] updated, double[] weights, int[] labels)
    {
        int[] empty = [.. Enumerable.Range(0, weights.Length).Where(c => weights[c] == 0)];
        int[] farthest = [.. Enumerable.Range(0, RowCount)
            .OrderByDescending(r => SquaredDistance(Row(r), centres.AsSpan(labels[r] * Columns, Columns)))
            .Take(empty.Length)];
        for (int i = 0; i < empty.Length; i++)
        {
            ReadOnlySpan<double> row = Row(farthest[i]);
            int donor = labels[farthest[i]];
            Span<double> sum = updated.AsSpan(donor * Columns, Columns);
            TensorPrimitives.Subtract(sum, row, sum);
            row.CopyTo(updated.AsSpan(empty[i] * Columns));
            weights[empty[i]] = 1;
            weights[donor]--;
        }
    }

    private static double SquaredDistance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            double d = a[i] - b[i];
            sum += d * d;
        }

        return sum;
    }

    private static bool SamePartition(int[] a, int[] b, int clusters)
    {
        Span<int> map = clusters <= 64 ? stackalloc int[clusters] : new int[clusters];
        map.Fill(-1);
        for (int i = 0; i < a.Length; i++)
        {
            if (map[a[i]] == -1) map[a[i]] = b[i];
            else if (map[a[i]] != b[i]) return false;
        }

        return true;
    }
}
