using System.Numerics;

namespace Thca.Modeling.Search;

/// <summary>The kernels one by one, for a mixture whose kernels span several parameters.</summary>
internal sealed partial class ParzenEstimator
{
    private readonly Dictionary<double, double[]> _known = [];
    private double[] _logScales = [];
    private double[] _inverseSpreads = [];
    private int[] _groupOf = [];
    private readonly List<(double Mean, double Spread, double LogMass)> _groups = [];
    private readonly Dictionary<(double Distance, double Spread), double> _knownMasses = [];

    /// <summary>Weights of the kernels, the prior's last; they sum to 1.</summary>
    public ReadOnlySpan<double> KernelWeights => _weights;

    /// <summary>Draws the kernel of every candidate.</summary>
    public int[] SampleKernels(int count, Func<double> next)
    {
        double[] cumulative = Cumulative(_weights);
        int[] kernels = new int[count];
        for (int i = 0; i < count; i++) kernels[i] = Search(cumulative, next(), inclusive: true);
        return kernels;
    }

    /// <summary>Draws a value from the kernel of every candidate.</summary>
    public double[] SampleFrom(int[] kernels, Func<double> next)
    {
        var values = new double[kernels.Length];
        for (int i = 0; i < values.Length; i++) values[i] = _parameter.Kind == ParameterKind.Categorical ? Search(Cumulative(_choices[kernels[i]]), next(), inclusive: false) : Number(kernels[i], next());
        return values;
    }

    /// <summary>Adds the log density (log mass for integers and choices) that every kernel has at a candidate.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="sums">One sum per kernel, the prior's last.</param>
    public void AddLogKernels(double candidate, Span<double> sums)
    {
        switch (_parameter.Kind)
        {
            case ParameterKind.Categorical: AddLogChoices(candidate, sums); break;
            case ParameterKind.Integer: AddLogMasses(candidate, sums); break;
            default: AddLogDensities(candidate, sums); break;
        }
    }

    private void AddLogChoices(double choice, Span<double> sums)
    {
        if (!_known.TryGetValue(choice, out double[]? logs)) _known[choice] = logs = Array.ConvertAll(_choices, c => Math.Log(c[(int)choice]));
        for (int i = 0; i < sums.Length; i++) sums[i] += logs[i];
    }

    private void AddLogDensities(double candidate, Span<double> sums)
    {
        if (_logScales.Length == 0)
        {
            _logScales = new double[sums.Length];
            _inverseSpreads = new double[sums.Length];
            for (int i = 0; i < sums.Length; i++) (_logScales[i], _inverseSpreads[i]) = (-Math.Log(RootTwoPi * _spreads[i] * _mass[i]), 1 / _spreads[i]);
        }

        var x = new Vector<double>(candidate);
        int k = 0;
        for (; k <= sums.Length - Vector<double>.Count; k += Vector<double>.Count)
        {
            Vector<double> z = (new Vector<double>(_means, k) - x) * new Vector<double>(_inverseSpreads, k);
            (new Vector<double>(sums[k..]) + new Vector<double>(_logScales, k) - z * z * 0.5).CopyTo(sums[k..]);
        }

        for (; k < sums.Length; k++)
        {
            double z = (_means[k] - candidate) * _inverseSpreads[k];
            sums[k] = sums[k] + _logScales[k] - z * z * 0.5;
        }
    }

    /// <summary>On a grid many kernels have the same mean and spread, and many values the same distance to them: each is integrated once.</summary>
    private void AddLogMasses(double candidate, Span<double> sums)
    {
        if (_groupOf.Length == 0) Group();
        if (!_known.TryGetValue(candidate, out double[]? logs)) _known[candidate] = logs = [.. _groups.Select(g => LogMass(Math.Abs(candidate - g.Mean), g.Spread) - g.LogMass)];
        for (int i = 0; i < sums.Length; i++) sums[i] += logs[_groupOf[i]];
    }

    /// <summary>Log of the mass that a normal of mean 0 has within ½ of a distance.</summary>
    private double LogMass(double distance, double spread)
    {
        if (!_knownMasses.TryGetValue((distance, spread), out double log)) _knownMasses[(distance, spread)] = log = Math.Log(Mass((distance - _half) / spread, (distance + _half) / spread));
        return log;
    }

    private void Group()
    {
        var known = new Dictionary<(double, double), int>();
        _groupOf = new int[_means.Length];
        for (int i = 0; i < _means.Length; i++)
        {
            if (!known.TryGetValue((_means[i], _spreads[i]), out int group))
            {
                known[(_means[i], _spreads[i])] = group = _groups.Count;
                _groups.Add((_means[i], _spreads[i], Math.Log(_mass[i])));
            }

            _groupOf[i] = group;
        }
    }
}
