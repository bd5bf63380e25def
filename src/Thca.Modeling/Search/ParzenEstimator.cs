using Thca.Core.Compute;
using Thca.Statistics.Distributions;

namespace Thca.Modeling.Search;

/// <summary>
/// Mixture of kernels around the values of past trials: truncated normals for numbers, smoothed frequencies for choices, and a broad prior
/// kernel (Bergstra et al., 2011).
/// </summary>
internal sealed partial class ParzenEstimator
{
    private const int FlatWeights = 25;
    private const double FarAway = 90;
    private const double Nothing = 9.5;
    private const double RootTwoPi = 2.5066282746310002;

    private readonly SearchParameter _parameter;
    private readonly double[] _weights;
    private readonly double[] _means;
    private readonly double[] _spreads;
    private readonly double[] _mass;
    private readonly double[][] _choices;
    private readonly double _low;
    private readonly double _high;
    private readonly double _half;
    private readonly bool _withoutScale;
    private readonly int[] _ascending;

    /// <summary>Fits to observations in order of trial number.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="observations">Its values.</param>
    /// <param name="variant">Bandwidth rule.</param>
    /// <param name="ascending">Positions of the observations from the smallest to the largest, where they are known; null to sort.</param>
    public ParzenEstimator(SearchParameter parameter, IReadOnlyList<double> observations, TpeVariant variant, int[]? ascending = null)
    {
        _ascending = ascending ?? [];
        (_parameter, _withoutScale) = (parameter, variant == TpeVariant.Independent310);
        _half = parameter.Kind == ParameterKind.Integer ? 0.5 : 0;
        (_low, _high) = parameter.Log ? (Math.Log(parameter.Low), Math.Log(parameter.High)) : (parameter.Low, parameter.High);
        _weights = Weights(observations.Count);
        if (parameter.Kind == ParameterKind.Categorical)
        {
            (_means, _spreads, _mass, _choices) = ([], [], [], Choices(observations, parameter.Choices.Count));
            return;
        }

        double[] values = new double[observations.Count];
        for (int i = 0; i < values.Length; i++) values[i] = parameter.Log ? Math.Log(observations[i]) : observations[i];
        (_means, _spreads, _choices) = ([.. values, 0.5 * (_low + _high)], Spreads(values, variant, ascending), []);
        _mass = new double[_means.Length];
        for (int i = 0; i < _mass.Length; i++) _mass[i] = Mass((_low - _half - _means[i]) / _spreads[i], (_high + _half - _means[i]) / _spreads[i]);
    }

    /// <summary>Bandwidths of the observations, without the prior's.</summary>
    public IEnumerable<double> ObservedSpreads => _spreads.Take(_spreads.Length - 1);

    /// <summary>Draws candidates: kernels first, then a value for each, as the published library orders its draws.</summary>
    public double[] Sample(int count, Func<double> next) => SampleFrom(SampleKernels(count, next), next);

    /// <summary>Log density of every candidate (log mass for integers and choices).</summary>
    public double[] LogDensity(ReadOnlySpan<double> candidates) => _parameter.Kind switch
    {
        ParameterKind.Categorical => LogOf(candidates, c => Mix(i => _choices[i][(int)c])),
        ParameterKind.Integer => LogOf(candidates, IntegerMass(GroupedKernels())),
        _ => _ascending.Length > 0 ? SortedLogDensity(candidates) : ContinuousLogDensity(candidates),
    };

    /// <summary>A candidate in the units of the parameter.</summary>
    public double External(double value) => !_parameter.Log ? value : Math.Min(Math.Exp(value), Math.BitDecrement(_parameter.High));

    private double Number(int kernel, double q)
    {
        double a = (_low - _half - _means[kernel]) / _spreads[kernel], b = (_high + _half - _means[kernel]) / _spreads[kernel];
        double value = _means[kernel] + _spreads[kernel] * Quantile(q, a, b, _mass[kernel]);
        return _half > 0 ? Math.Clamp(_low + Math.Round(value - _low, MidpointRounding.ToEven), _low, _high) : Math.Clamp(value, _low, _high);
    }

    /// <summary>Quantile of a normal truncated to [a, b], from the nearer tail.</summary>
    private static double Quantile(double q, double a, double b, double mass)
    {
        double below = NormalDistribution.Cdf(a) + q * mass;
        double value = below < 0.5 ? NormalDistribution.Quantile(below) : -NormalDistribution.Quantile(NormalDistribution.Cdf(-b) + (1 - q) * mass);
        return double.IsFinite(value) ? value : q < 0.5 ? a : b;
    }

    // Beyond ±8.3 the tails are below the last digit of 1.
    private static double Mass(double a, double b) => a < -8.3 && b > 8.3 ? 1 : a > 0 ? NormalDistribution.Cdf(-a) - NormalDistribution.Cdf(-b) : NormalDistribution.Cdf(b) - NormalDistribution.Cdf(a);

    private double[] ContinuousLogDensity(ReadOnlySpan<double> candidates)
    {
        int n = _means.Length;
        double[] scale = new double[n], inverse = new double[n], result = new double[candidates.Length];
        for (int i = 0; i < n; i++) (scale[i], inverse[i]) = (Scale(i), 1 / _spreads[i]);
        for (int c = 0; c < candidates.Length; c++)
        {
            double sum = 0;
            for (int i = 0; i < n; i++)
            {
                double z = (_means[i] - candidates[c]) * inverse[i], square = z * z;

                // The prior reaches everywhere; a kernel so far away adds less than its last digit.
                if (square < FarAway) sum += scale[i] * Math.Exp(-0.5 * square);
            }

            result[c] = Math.Log(sum);
        }

        return result;
    }

    /// <summary>
    /// The same where the order of the observations is known: most kernels have the smallest spread, and of those only the ones near a candidate count.
    /// </summary>
    private double[] SortedLogDensity(ReadOnlySpan<double> candidates)
    {
        int n = _ascending.Length, count = 0;
        double narrow = double.PositiveInfinity;
        for (int i = 0; i < n; i++) narrow = Math.Min(narrow, _spreads[i]);
        double[] means = new double[n], scales = new double[n], result = new double[candidates.Length];
        List<int> wide = [n];
        foreach (int i in _ascending)
        {
            if (_spreads[i] == narrow) (means[count], scales[count++]) = (_means[i], Scale(i));
            else wide.Add(i);
        }

        double reach = Math.Sqrt(FarAway) * narrow, inverse = 1 / narrow;
        for (int c = 0; c < candidates.Length; c++)
        {
            double sum = 0, x = candidates[c];
            foreach (int i in wide)
            {
                double z = (_means[i] - x) / _spreads[i];
                sum += Scale(i) * Math.Exp(-0.5 * z * z);
            }

            for (int k = LowerBound(means, count, x - reach); k < count && means[k] <= x + reach; k++)
            {
                double z = (means[k] - x) * inverse;
                sum += scales[k] * Math.Exp(-0.5 * z * z);
            }

            result[c] = Math.Log(sum);
        }

        return result;
    }

    private double Scale(int kernel) => _weights[kernel] / (RootTwoPi * (_withoutScale ? 1 : _spreads[kernel]) * _mass[kernel]);

    private static int LowerBound(double[] ascending, int count, double value)
    {
        int low = 0, high = count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (ascending[middle] < value) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    /// <summary>Kernels of equal mean and spread together; on a grid there are few distinct ones.</summary>
    private (double Mean, double Spread, double Weight)[] GroupedKernels()
    {
        if (_ascending.Length > 0) return SortedGroups();
        var groups = new Dictionary<(double, double), double>();
        for (int i = 0; i < _means.Length; i++)
        {
            groups.TryGetValue((_means[i], _spreads[i]), out double sum);
            groups[(_means[i], _spreads[i])] = sum + _weights[i] / _mass[i];
        }

        return [.. groups.Select(g => (g.Key.Item1, g.Key.Item2, g.Value))];
    }

    private (double Mean, double Spread, double Weight)[] SortedGroups()
    {
        int prior = _ascending.Length;
        List<(double Mean, double Spread, double Weight)> groups = [(_means[prior], _spreads[prior], _weights[prior] / _mass[prior])];
        foreach (int i in _ascending)
        {
            (double mean, double spread, double weight) = groups[^1];
            if (groups.Count > 1 && mean == _means[i] && spread == _spreads[i]) groups[^1] = (mean, spread, weight + _weights[i] / _mass[i]);
            else groups.Add((_means[i], _spreads[i], _weights[i] / _mass[i]));
        }

        return [.. groups];
    }

    private Func<double, double> IntegerMass((double Mean, double Spread, double Weight)[] kernels) => v =>
    {
        double from = Math.Max(v - _half, _low - _half), to = Math.Min(v + _half, _high + _half), sum = 0;
        foreach ((double mean, double spread, double weight) in kernels)
        {
            double a = (from - mean) / spread, b = (to - mean) / spread;

            // The prior reaches everywhere; a kernel so far away adds less than its last digit.
            if (a < Nothing && b > -Nothing) sum += weight * Mass(a, b);
        }

        return sum;
    };

    private static double[] LogOf(ReadOnlySpan<double> candidates, Func<double, double> density)
    {
        var known = new Dictionary<double, double>();
        var result = new double[candidates.Length];
        for (int c = 0; c < result.Length; c++)
        {
            if (!known.TryGetValue(candidates[c], out double value)) known[candidates[c]] = value = Math.Log(density(candidates[c]));
            result[c] = value;
        }

        return result;
    }

    private double Mix(Func<int, double> density)
    {
        double sum = 0;
        for (int i = 0; i < _weights.Length; i++) sum += _weights[i] * density(i);
        return sum;
    }

    /// <summary>The larger gap to a neighbour (with the prior mean among them, or not), limited below and above; the whole range for the prior.</summary>
    private double[] Spreads(double[] values, TpeVariant variant, int[]? ascending)
    {
        double range = _high - _low + 2 * _half;
        double[] points = variant is TpeVariant.Independent49 or TpeVariant.Multivariate5 ? [.. values] : [.. values, 0.5 * (_low + _high)];
        (int[] order, double[] sorted) = ascending is null ? Sorted(points) : WithPrior(points, ascending);
        var spreads = new double[points.Length];
        for (int i = 0; i < sorted.Length; i++)
        {
            double left = sorted[i] - (i > 0 ? sorted[i - 1] : _low - _half), right = (i + 1 < sorted.Length ? sorted[i + 1] : _high + _half) - sorted[i];
            bool inner = sorted.Length < 2;
            spreads[order[i]] = inner ? Math.Max(left, right) : i == 0 ? right : i == sorted.Length - 1 ? left : Math.Max(left, right);
        }

        double smallest = range / Math.Min(100, values.Length + 2.0);
        var limited = new double[values.Length + 1];
        for (int i = 0; i < values.Length; i++) limited[i] = Math.Clamp(spreads[i], smallest, range);
        limited[^1] = range;
        return limited;
    }

    private static (int[] Order, double[] Sorted) Sorted(double[] points)
    {
        int[] order = [.. Enumerable.Range(0, points.Length)];
        double[] sorted = [.. points];
        Array.Sort(sorted, order);
        return (order, sorted);
    }

    /// <summary>Puts the prior's mean, if it is among the points, after the observations that are not larger.</summary>
    private static (int[] Order, double[] Sorted) WithPrior(double[] points, int[] ascending)
    {
        var order = new int[points.Length];
        int prior = points.Length > ascending.Length ? ascending.Length : -1, next = 0;
        foreach (int i in ascending)
        {
            if (prior >= 0 && points[prior] < points[i])
            {
                order[next++] = prior;
                prior = -1;
            }

            order[next++] = i;
        }

        if (prior >= 0) order[next] = prior;
        return (order, Array.ConvertAll(order, i => points[i]));
    }

    private static double[][] Choices(IReadOnlyList<double> observations, int count)
    {
        double kernels = observations.Count + 1;
        double[][] byChoice = [.. Enumerable.Range(0, count).Select(o => Enumerable.Range(0, count).Select(c => (1 / kernels + (c == o ? 1 : 0)) / (count / kernels + 1)).ToArray())];
        return [.. observations.Select(o => byChoice[(int)o]), [.. Enumerable.Repeat(1.0 / count, count)]];
    }

    /// <summary>Weights by age, oldest first: a ramp for all but the last 25; then the prior; summing to 1.</summary>
    private static double[] Weights(int observations)
    {
        var weights = new double[observations + 1];
        int ramp = Math.Max(0, observations - FlatWeights);
        for (int i = 0; i < observations; i++)
        {
            double first = 1.0 / observations;
            weights[i] = observations < FlatWeights || i >= ramp ? 1 : ramp == 1 ? first : first + i * (1 - first) / (ramp - 1);
        }

        weights[^1] = 1;
        double sum = weights.Sum();
        return Array.ConvertAll(weights, w => w / sum);
    }

    private static double[] Cumulative(double[] weights)
    {
        var cumulative = new double[weights.Length];
        double sum = 0;
        for (int i = 0; i < weights.Length; i++) cumulative[i] = sum += weights[i];
        for (int i = 0; i < weights.Length; i++) cumulative[i] /= sum;
        cumulative[^1] = 1;
        return cumulative;
    }

    /// <summary>Number of cumulative weights below the draw (or not above it).</summary>
    private static int Search(double[] cumulative, double u, bool inclusive)
    {
        int low = 0, high = cumulative.Length - 1;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (cumulative[middle] < u || (inclusive && cumulative[middle] == u)) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
