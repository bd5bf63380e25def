namespace Thca.Statistics.Regression;

/// <summary>
/// Log-likelihood Σ T_gj log(F_gj - F_g,j-1) of grouped ordinal counts with F_gj the logistic function of a_j - b·g, its score and its observed
/// information. Parameters: the thresholds, then b. Row 0 is g = 0.
/// </summary>
internal sealed class GroupedOrdinalLikelihood
{
    private readonly int[][] _rows;
    private readonly int _levels;

    public GroupedOrdinalLikelihood(int[] baseline, int[] group)
    {
        (_rows, _levels) = ([baseline, group], baseline.Length);
        (Score, Information) = (new double[_levels], new double[_levels * _levels]);
        double n = baseline.Sum() + group.Sum();
        for (int j = 0; j < _levels; j++)
        {
            double c = baseline[j] + group[j];
            NullValue += c * Math.Log(c / n);
        }
    }

    public double Value { get; private set; }

    public double NullValue { get; }

    public double[] Score { get; }

    public double[] Information { get; }

    /// <summary>The maximum for b = 0.</summary>
    public double[] Start()
    {
        var x = new double[_levels];
        double n = _rows[0].Sum() + _rows[1].Sum(), sum = 0;
        for (int j = 0; j < _levels - 1; j++)
        {
            sum += _rows[0][j] + _rows[1][j];
            x[j] = Math.Log(sum / (n - sum));
        }

        return x;
    }

    /// <summary>Computes value, score and information; false where the thresholds are out of order.</summary>
    public bool Evaluate(double[] x)
    {
        Value = 0;
        Array.Clear(Score);
        Array.Clear(Information);
        double[] first = new double[_levels], second = new double[_levels * _levels];
        for (int g = 0; g < 2; g++)
        {
            for (int j = 0; j < _levels; j++)
            {
                int count = _rows[g][j];
                if (count == 0) continue;
                Array.Clear(first);
                Array.Clear(second);
                double p = Boundary(x, j, g, 1, first, second) - Boundary(x, j - 1, g, -1, first, second);
                if (!(p > 0)) return false;
                Value += count * Math.Log(p);
                for (int i = 0; i < _levels; i++)
                {
                    Score[i] += count * first[i] / p;
                    for (int k = 0; k < _levels; k++) Information[i * _levels + k] += count * (first[i] * first[k] / (p * p) - second[i * _levels + k] / p);
                }
            }
        }

        return true;
    }

    /// <summary>F at one boundary; adds its derivatives with a sign.</summary>
    private double Boundary(double[] x, int j, int g, double sign, double[] first, double[] second)
    {
        int b = _levels - 1;
        if (j < 0) return 0;
        if (j == b) return 1;
        double f = 1 / (1 + Math.Exp(-(x[j] - g * x[b]))), d = f * (1 - f), c = d * (1 - 2 * f);
        first[j] += sign * d;
        first[b] -= sign * g * d;
        second[j * _levels + j] += sign * c;
        second[j * _levels + b] -= sign * g * c;
        second[b * _levels + j] -= sign * g * c;
        second[b * _levels + b] += sign * g * c;
        return f;
    }
}
