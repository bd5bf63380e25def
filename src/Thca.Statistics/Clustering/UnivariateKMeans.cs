using System.Numerics;

namespace Thca.Statistics.Clustering;

/// <summary>One start of <see cref="KMeans"/> on a single column without allocations: the partition from which a mixture fit begins.</summary>
internal sealed class UnivariateKMeans
{
    private const int MaxIterations = 300;
    private const double Tolerance = 1e-4;

    private readonly double[] _x;
    private readonly double[] _norms;
    private readonly double _tolerance;
    private readonly int[] _labels;
    private readonly int[] _previous;
    private readonly double[] _cumulative;
    private double[] _closest;
    private double[] _candidate;
    private double[] _best;

    public UnivariateKMeans(ReadOnlySpan<double> values)
    {
        int n = values.Length;
        _x = values.ToArray();
        (_closest, _candidate, _best, _cumulative) = (new double[n], new double[n], new double[n], new double[n]);
        _norms = new double[n];
        (_labels, _previous) = (new int[n], new int[n]);
        double mean = PairwiseSum.Of(_x) / n;
        for (int i = 0; i < n; i++)
        {
            _x[i] -= mean;
            _norms[i] = _x[i] * _x[i];
        }

        _tolerance = Tolerance * (PairwiseSum.Of(_norms) / n);
    }

    public ReadOnlySpan<int> Fit(int clusters, IUniformSource random)
    {
        Span<double> centres = stackalloc double[clusters];
        Start(centres, random);
        Lloyd(centres);
        return _labels;
    }

    private void Start(Span<double> centres, IUniformSource random)
    {
        int trials = 2 + (int)Math.Log(centres.Length);
        Span<double> draws = stackalloc double[trials];
        centres[0] = _x[random.NextInt(_x.Length)];
        Array.Fill(_closest, double.PositiveInfinity);
        double potential = Closer(centres[0], _closest);
        for (int c = 1; c < centres.Length; c++)
        {
            for (int t = 0; t < trials; t++) draws[t] = random.NextDouble() * potential;
            double sum = 0;
            for (int i = 0; i < _cumulative.Length; i++) _cumulative[i] = sum += _closest[i];

            double bestPotential = double.PositiveInfinity;
            int bestRow = -1;
            for (int t = 0; t < trials; t++)
            {
                int row = FirstAtLeast(draws[t]);
                double candidatePotential = Closer(_x[row], _candidate);
                if (bestRow >= 0 && !(candidatePotential < bestPotential)) continue;
                (bestRow, bestPotential) = (row, candidatePotential);
                (_candidate, _best) = (_best, _candidate);
            }

            (_closest, _best) = (_best, _closest);
            potential = bestPotential;
            centres[c] = _x[bestRow];
        }
    }

    // Smaller of the distance to a new centre and the distance so far; returns the sum.
    private double Closer(double centre, double[] result)
    {
        ReadOnlySpan<double> x = _x, norms = _norms, closest = _closest;
        double norm = centre * centre;
        int i = 0;
        for (; i <= result.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            Vector<double> distance = -2.0 * (new Vector<double>(x[i..]) * centre) + new Vector<double>(norm) + new Vector<double>(norms[i..]);
            Vector.Min(new Vector<double>(closest[i..]), Vector.Max(Vector<double>.Zero, distance)).CopyTo(result, i);
        }

        for (; i < result.Length; i++) result[i] = Math.Min(closest[i], Math.Max(0, -2 * (centre * x[i]) + norm + norms[i]));
        return PairwiseSum.Of(result);
    }

    private int FirstAtLeast(double value)
    {
        int index = Array.BinarySearch(_cumulative, value);
        if (index < 0) index = ~index;
        while (index > 0 && _cumulative[index - 1] >= value) index--;
        return Math.Min(index, _cumulative.Length - 1);
    }

    private void Lloyd(Span<double> centres)
    {
        Span<double> updated = stackalloc double[centres.Length];
        Span<double> weights = stackalloc double[centres.Length];
        Array.Fill(_previous, -1);
        for (int iteration = 0; iteration < MaxIterations; iteration++)
        {
            Assign(centres);
            Update(centres, updated, weights);
            double shift = 0;
            for (int c = 0; c < centres.Length; c++) shift += (updated[c] - centres[c]) * (updated[c] - centres[c]);
            updated.CopyTo(centres);
            if (_labels.AsSpan().SequenceEqual(_previous)) return;
            if (shift <= _tolerance) break;
            _labels.CopyTo(_previous, 0);
        }

        Assign(centres);
    }

    private void Assign(ReadOnlySpan<double> centres)
    {
        ReadOnlySpan<double> x = _x;
        int i = 0;
        for (; i <= x.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            Vector<double> values = new(x[i..]), best = new(double.PositiveInfinity), label = Vector<double>.Zero;
            for (int c = 0; c < centres.Length; c++)
            {
                Vector<double> distance = new Vector<double>(centres[c] * centres[c]) - 2.0 * (values * centres[c]);
                Vector<long> closer = Vector.LessThan(distance, best);
                best = Vector.ConditionalSelect(closer, distance, best);
                label = Vector.ConditionalSelect(closer, new Vector<double>(c), label);
            }

            for (int lane = 0; lane < Vector<double>.Count; lane++) _labels[i + lane] = (int)label[lane];
        }

        for (; i < x.Length; i++)
        {
            double best = double.PositiveInfinity;
            for (int c = 0; c < centres.Length; c++)
            {
                double distance = centres[c] * centres[c] - 2 * (x[i] * centres[c]);
                if (!(distance < best)) continue;
                (best, _labels[i]) = (distance, c);
            }
        }
    }

    private void Update(ReadOnlySpan<double> centres, Span<double> updated, Span<double> weights)
    {
        updated.Clear();
        weights.Clear();
        for (int i = 0; i < _x.Length; i++)
        {
            updated[_labels[i]] += _x[i];
            weights[_labels[i]]++;
        }

        if (weights.Contains(0)) RefillEmpty(centres, updated, weights);
        for (int c = 0; c < weights.Length; c++)
        {
            if (weights[c] > 0) updated[c] *= 1.0 / weights[c];
        }
    }

    // An empty cluster takes the value farthest from its own centre.
    private void RefillEmpty(ReadOnlySpan<double> centres, Span<double> updated, Span<double> weights)
    {
        var distances = new double[_x.Length];
        for (int i = 0; i < distances.Length; i++) distances[i] = (_x[i] - centres[_labels[i]]) * (_x[i] - centres[_labels[i]]);
        int[] farthest = [.. Enumerable.Range(0, distances.Length).OrderByDescending(i => distances[i])];
        int next = 0;
        for (int c = 0; c < weights.Length; c++)
        {
            if (weights[c] != 0) continue;
            int row = farthest[next++], donor = _labels[row];
            updated[donor] -= _x[row];
            updated[c] = _x[row];
            weights[c] = 1;
            weights[donor]--;
        }
    }
}
