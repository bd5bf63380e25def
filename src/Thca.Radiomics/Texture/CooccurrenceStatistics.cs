using Thca.Radiomics.Numerics;
using Thca.Radiomics.Settings;

namespace Thca.Radiomics.Texture;

/// <summary>Sums over one normalised co-occurrence matrix from which all GLCM features are read. Reusable: one instance serves many matrices of the same levels.</summary>
internal sealed class CooccurrenceStatistics
{
    private readonly int[] _levels;
    private readonly NegativeInformation _negativeInformation;
    private readonly double[] _px;
    private readonly double[] _py;
    private readonly double[] _sums;
    private readonly double[] _differences;
    private readonly double[] _singular;
    private readonly double[] _scratch;

    public CooccurrenceStatistics(int[] levels, NegativeInformation negativeInformation)
    {
        (_levels, _negativeInformation) = (levels, negativeInformation);
        int k = levels.Length, ng = levels[^1];
        (_px, _py) = (new double[k], new double[k]);
        (_sums, _differences) = (new double[2 * ng + 1], new double[ng]);
        _singular = new double[k * k];
        _scratch = new double[2 * k];
    }

    public double Autocorrelation { get; private set; }

    public double ClusterProminence { get; private set; }

    public double ClusterShade { get; private set; }

    public double ClusterTendency { get; private set; }

    public double Contrast { get; private set; }

    public double Correlation { get; private set; }

    public double DifferenceAverage { get; private set; }

    public double DifferenceEntropy { get; private set; }

    public double DifferenceVariance { get; private set; }

    public double InverseDifference { get; private set; }

    public double InverseDifferenceMoment { get; private set; }

    public double InverseDifferenceMomentNormalized { get; private set; }

    public double InverseDifferenceNormalized { get; private set; }

    public double Imc1 { get; private set; }

    public double Imc2 { get; private set; }

    public double InverseVariance { get; private set; }

    public double JointAverage { get; private set; }

    public double JointEnergy { get; private set; }

    public double JointEntropy { get; private set; }

    public double MaximalCorrelationCoefficient { get; private set; }

    public double MaximumProbability { get; private set; }

    public double SumAverage { get; private set; }

    public double SumEntropy { get; private set; }

    public double SumSquares { get; private set; }

    /// <summary>Computes everything from one matrix.</summary>
    /// <param name="matrix">K x K counts or weights, row by row; divided by its sum in place.</param>
    /// <param name="symmetrical">Whether it equals its transpose.</param>
    public void Load(Span<double> matrix, bool symmetrical)
    {
        double total = 0;
        foreach (double n in matrix) total += n;
        for (int i = 0; i < matrix.Length; i++) matrix[i] /= total;
        Marginals(matrix);
        Joint(matrix);
        FromSums();
        FromDifferences();
        Information(matrix);
        MaximalCorrelationCoefficient = MaximalCorrelation.Of(matrix, _px, _py, symmetrical, _singular, _scratch);
    }

    private void Marginals(ReadOnlySpan<double> p)
    {
        int k = _levels.Length;
        Array.Clear(_py);
        Array.Clear(_sums);
        Array.Clear(_differences);
        for (int i = 0; i < k; i++)
        {
            double rowSum = 0;
            ReadOnlySpan<double> row = p.Slice(i * k, k);
            for (int j = 0; j < k; j++)
            {
                double v = row[j];
                if (v == 0) continue;
                rowSum += v;
                _py[j] += v;
                _sums[_levels[i] + _levels[j]] += v;
                _differences[Math.Abs(_levels[i] - _levels[j])] += v;
            }

            _px[i] = rowSum;
        }
    }

    private void Joint(ReadOnlySpan<double> p)
    {
        int k = _levels.Length;
        double meanX = WeightedMean(_px), meanY = WeightedMean(_py);
        double varianceX = WeightedVariance(_px, meanX), varianceY = WeightedVariance(_py, meanY);
        double energy = 0, entropy = 0, covariance = 0, largest = 0, autocorrelation = 0;
        for (int i = 0; i < k; i++)
        {
            for (int j = 0; j < k; j++)
            {
                double v = p[i * k + j];
                if (v == 0) continue;
                energy += v * v;
                entropy += Entropies.Term(v);
                largest = Math.Max(largest, v);
                autocorrelation += (double)_levels[i] * _levels[j] * v;
                covariance += (_levels[i] - meanX) * (_levels[j] - meanY) * v;
            }
        }

        double deviations = Math.Sqrt(varianceX) * Math.Sqrt(varianceY);
        (Autocorrelation, JointAverage, JointEnergy, JointEntropy, MaximumProbability) = (autocorrelation, meanX, energy, -entropy, largest);
        SumSquares = varianceX;
        Correlation = deviations == 0 ? 1 : covariance / (deviations + Entropies.Epsilon);
        ClusterMoments(meanX + meanY);
    }

    private void ClusterMoments(double centre)
    {
        double second = 0, third = 0, fourth = 0;
        for (int s = 0; s < _sums.Length; s++)
        {
            double v = _sums[s];
            if (v == 0) continue;
            double d = s - centre, d2 = d * d;
            second += d2 * v;
            third += d2 * d * v;
            fourth += d2 * d2 * v;
        }

        (ClusterTendency, ClusterShade, ClusterProminence) = (second, third, fourth);
    }

    private void FromSums()
    {
        double average = 0;
        for (int s = 2; s < _sums.Length; s++) average += s * _sums[s];
        (SumAverage, SumEntropy) = (average, Entropies.Of(_sums));
    }

    private void FromDifferences()
    {
        double ng = _levels[^1], average = 0, contrast = 0, id = 0, idm = 0, idn = 0, idmn = 0, inverse = 0;
        for (int n = 0; n < _differences.Length; n++)
        {
            double v = _differences[n];
            if (v == 0) continue;
            double k = n, k2 = k * k;
            average += k * v;
            contrast += k2 * v;
            id += v / (1 + k);
            idm += v / (1 + k2);
            idn += v / (1 + k / ng);
            idmn += v / (1 + k2 / (ng * ng));
            if (n > 0) inverse += v / k2;
        }

        double variance = 0;
        for (int n = 0; n < _differences.Length; n++) variance += (n - average) * (n - average) * _differences[n];
        (DifferenceAverage, Contrast, DifferenceVariance, DifferenceEntropy) = (average, contrast, variance, Entropies.Of(_differences));
        (InverseDifference, InverseDifferenceMoment, InverseDifferenceNormalized, InverseDifferenceMomentNormalized, InverseVariance) = (id, idm, idn, idmn, inverse);
    }

    // HXY1 = −Σ p log₂(px py + ε), HXY2 = −Σ px py log₂(px py + ε).
    private void Information(ReadOnlySpan<double> p)
    {
        int k = _levels.Length;
        double hxy1 = 0, hxy2 = 0;
        for (int i = 0; i < k; i++)
        {
            if (_px[i] == 0) continue;
            for (int j = 0; j < k; j++)
            {
                double product = _px[i] * _py[j];
                if (product == 0) continue;
                double logarithm = Math.Log2(product + Entropies.Epsilon);
                hxy1 -= p[i * k + j] * logarithm;
                hxy2 -= product * logarithm;
            }
        }

        double hx = Entropies.Of(_px), hy = Entropies.Of(_py), larger = Math.Max(hx, hy);
        Imc1 = larger == 0 ? 0 : (JointEntropy - hxy1) / larger;
        double information = hxy2 - JointEntropy;
        Imc2 = information < 0 && _negativeInformation == NegativeInformation.Skip ? double.NaN
            : information <= 0 ? 0
            : Math.Sqrt(1 - Math.Exp(-2 * information));
    }

    private double WeightedMean(double[] marginal)
    {
        double mean = 0;
        for (int i = 0; i < marginal.Length; i++) mean += _levels[i] * marginal[i];
        return mean;
    }

    private double WeightedVariance(double[] marginal, double mean)
    {
        double variance = 0;
        for (int i = 0; i < marginal.Length; i++) variance += (_levels[i] - mean) * (_levels[i] - mean) * marginal[i];
        return variance;
    }
}
