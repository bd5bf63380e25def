using System.Numerics;
using System.Numerics.Tensors;
using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Outcomes;

namespace Thca.Statistics.Clustering;

/// <summary>The working state of one mixture fit; responsibilities lie component after component.</summary>
internal sealed class ExpectationMaximisation
{
    private const double TenEpsilon = 10 * 2.220446049250313e-16;
    private static readonly double LogTwoPi = Math.Log(2 * Math.PI);

    private readonly double[] _x;
    private readonly double[] _squares;
    private readonly double[] _responsibilities;
    private readonly double[] _largest;
    private readonly double[] _sums;
    private readonly MixtureOptions _options;
    private readonly UnivariateKMeans? _start;
    private readonly double[] _weights;
    private readonly double[] _means;
    private readonly double[] _variances;

    public ExpectationMaximisation(ReadOnlySpan<double> values, MixtureOptions options)
    {
        int n = values.Length, k = options.Components;
        _options = options;
        _x = values.ToArray();
        _squares = new double[n];
        TensorPrimitives.Multiply(_x, _x, _squares);
        _responsibilities = new double[n * k];
        _largest = new double[n];
        _sums = new double[n];
        (_weights, _means, _variances) = (new double[k], new double[k], new double[k]);
        _start = k == 1 ? null : new UnivariateKMeans(values);
    }

    public MixtureFit Run(IUniformSource random)
    {
        MixtureFit? best = null;
        bool converged = false;
        // One component has one optimum, whatever the start.
        int starts = _options.Components == 1 ? 1 : _options.Restarts;
        for (int start = 0; start < starts; start++)
        {
            Initialise(random);
            double bound = double.NegativeInfinity;
            int iteration = 0;
            while (iteration < _options.MaxIterations)
            {
                iteration++;
                double previous = bound;
                bound = Expect();
                Maximise(null);
                if (Math.Abs(bound - previous) >= _options.Tolerance) continue;
                converged = true;
                break;
            }

            if (best is null || bound > best.LowerBound || double.IsNegativeInfinity(best.LowerBound))
                best = new MixtureFit([.. _weights], [.. _means], [.. _variances], 0, bound, iteration, false, _x.Length);
        }

        best!.Weights.CopyTo(_weights, 0);
        best.Means.CopyTo(_means, 0);
        best.Variances.CopyTo(_variances, 0);
        return best with { LogLikelihood = Expect() * _x.Length, Converged = converged };
    }

    private void Initialise(IUniformSource random)
    {
        if (_start is null)
        {
            Array.Fill(_responsibilities, 1);
        }
        else
        {
            ReadOnlySpan<int> labels = _start.Fit(_options.Components, random);
            Array.Clear(_responsibilities);
            for (int i = 0; i < labels.Length; i++) _responsibilities[labels[i] * _x.Length + i] = 1;
        }

        Maximise(_x.Length);
    }

    // Responsibilities from parameters; returns the mean log-likelihood.
    private double Expect()
    {
        int n = _x.Length, k = _means.Length;
        for (int c = 0; c < k; c++)
        {
            double inverse = 1.0 / Math.Sqrt(_variances[c]), precision = inverse * inverse, logWeight = Math.Log(_weights[c]), logInverse = Math.Log(inverse);
            double constant = _means[c] * _means[c] * precision, slope = _means[c] * precision;
            Span<double> terms = _responsibilities.AsSpan(c * n, n);
            LogDensities(terms, constant, slope, precision, logInverse, logWeight);
            if (c == 0) terms.CopyTo(_largest);
            else TensorPrimitives.Max(_largest, terms, _largest);
        }

        if (k == 1)
        {
            Array.Fill(_responsibilities, 1);
            return PairwiseSum.Of(_largest) / n;
        }

        for (int c = 0; c < k; c++) TensorPrimitives.Subtract(_responsibilities.AsSpan(c * n, n), _largest, _responsibilities.AsSpan(c * n, n));
        // Below -700 the exponential is 0 for all that follows; keeping the argument there avoids the branch of Exp whose rounding depends on
        // which values share a vector, and that on where the array lies in memory.
        TensorPrimitives.Max(_responsibilities, -700.0, _responsibilities);
        TensorPrimitives.Exp(_responsibilities, _responsibilities);
        TensorPrimitives.Add(_responsibilities.AsSpan(0, n), _responsibilities.AsSpan(n, n), _sums);
        for (int c = 2; c < k; c++) TensorPrimitives.Add(_sums, _responsibilities.AsSpan(c * n, n), _sums);
        for (int c = 0; c < k; c++) TensorPrimitives.Divide(_responsibilities.AsSpan(c * n, n), _sums, _responsibilities.AsSpan(c * n, n));
        TensorPrimitives.Log(_sums, _sums);
        TensorPrimitives.Add(_sums, _largest, _sums);
        return PairwiseSum.Of(_sums) / n;
    }

    // ln w - (ln 2π + μ²/σ² - 2 x μ/σ² + x²/σ²) / 2 + ln 1/σ for every value.
    private void LogDensities(Span<double> terms, double constant, double slope, double precision, double logInverse, double logWeight)
    {
        ReadOnlySpan<double> x = _x, squares = _squares;
        int i = 0;
        for (; i <= terms.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            Vector<double> quadratic = new Vector<double>(constant) - 2.0 * (new Vector<double>(x[i..]) * slope) + new Vector<double>(squares[i..]) * precision;
            (-0.5 * (new Vector<double>(LogTwoPi) + quadratic) + new Vector<double>(logInverse) + new Vector<double>(logWeight)).CopyTo(terms[i..]);
        }

        for (; i < terms.Length; i++)
            terms[i] = -0.5 * (LogTwoPi + (constant - 2.0 * (x[i] * slope) + squares[i] * precision)) + logInverse + logWeight;
    }

    // Parameters from responsibilities. Weights are divided by the given total, or by their sum.
    private void Maximise(double? total)
    {
        int n = _x.Length;
        for (int c = 0; c < _means.Length; c++)
        {
            ReadOnlySpan<double> share = _responsibilities.AsSpan(c * n, n);
            double weight = OrderedSums.Sum(share) + TenEpsilon;
            double sum = OrderedSums.Dot(share, _x), mean = sum / weight;
            double variance = OrderedSums.Dot(share, _squares) / weight - 2 * (mean * sum / weight) + mean * mean + _options.VarianceFloor;
            if (!(variance > 0))
                throw new ThcaException(ProblemCodes.Undefined, FormattableString.Invariant($"A component's variance is {variance}."), "Raise VarianceFloor or standardise the values.");
            (_weights[c], _means[c], _variances[c]) = (weight, mean, variance);
        }

        double divisor = total ?? OrderedSums.Sum(_weights);
        for (int c = 0; c < _weights.Length; c++) _weights[c] /= divisor;
    }
}
