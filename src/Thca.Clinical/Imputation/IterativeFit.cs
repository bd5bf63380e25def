using Thca.Core.Errors;
using Thca.Core.Features;
using Thca.Statistics.Regression;
using Thca.Statistics.Summaries;

namespace Thca.Clinical.Imputation;

/// <summary>Fits an iterative imputer to one table.</summary>
internal sealed class IterativeFit
{
    private readonly FeatureTable _table;
    private readonly IterativeImputerOptions _options;
    private readonly int _n;
    private readonly int _p;
    private readonly double[][] _z;
    private readonly int[][] _observed;
    private readonly int[][] _missing;
    private readonly double[] _center;
    private readonly double[] _scale;
    private readonly double[] _lower;
    private readonly double[] _upper;

    public IterativeFit(FeatureTable table, IterativeImputerOptions options)
    {
        (_table, _options, _n, _p) = (table, options, table.RowCount, table.Columns.Count);
        (_z, _observed, _missing) = (new double[_p][], new int[_p][], new int[_p][]);
        (_center, _scale, _lower, _upper) = (new double[_p], new double[_p], new double[_p], new double[_p]);
        for (int j = 0; j < _p; j++) Prepare(j);
    }

    public (IterativeImputer Model, FeatureTable Completed) Run(CancellationToken ct)
    {
        double[] initial = Fill();
        double threshold = _options.Tolerance * _z.Select((c, j) => _observed[j].Max(i => Math.Abs(c[i]))).Max();
        int[] order = [.. Enumerable.Range(0, _p).OrderBy(j => _missing[j].Length)];
        List<IterativeStep> steps = [];
        int rounds = 0;
        double change = 0;
        bool converged = _p == 1 || _missing.All(m => m.Length == 0);
        while (!converged && rounds < _options.MaxRounds)
        {
            rounds++;
            change = 0;
            foreach (int j in order)
            {
                ct.ThrowIfCancellationRequested();
                IterativeStep step = Regress(j);
                steps.Add(step);
                change = Math.Max(change, Update(step));
            }

            converged = change < threshold;
        }

        var model = new IterativeImputer
        {
            Columns = [.. _table.Columns.Select(c => c.Name)], Initial = initial, Centers = _center, Scales = _scale, Lower = _lower, Upper = _upper,
            Steps = steps, Rounds = rounds, Converged = converged, LastChange = change, Threshold = threshold,
        };
        return (model, model.Restore(_table, _z));
    }

    private void Prepare(int j)
    {
        ReadOnlySpan<double> values = _table.Columns[j].Values;
        List<int> observed = [], missing = [];
        for (int i = 0; i < values.Length; i++) (double.IsNaN(values[i]) ? missing : observed).Add(i);
        if (observed.Count == 0) throw new TableException($"Column '{_table.Columns[j].Name}' has no value to learn from.", "Drop it before imputation.");
        (_observed[j], _missing[j]) = ([.. observed], [.. missing]);
        double[] present = Finite.Observed(values);
        double sd = Moments.StandardDeviation(present);
        (_center[j], _scale[j]) = _options.Standardize ? (Moments.Mean(present), sd > 0 ? sd : 1) : (0, 1);
        _z[j] = new double[values.Length];
        for (int i = 0; i < values.Length; i++) _z[j][i] = (values[i] - _center[j]) / _scale[j];
        (_lower[j], _upper[j]) = _options.BoundToObserved
            ? ((present.Min() - _center[j]) / _scale[j], (present.Max() - _center[j]) / _scale[j])
            : (double.NegativeInfinity, double.PositiveInfinity);
    }

    private double[] Fill()
    {
        var initial = new double[_p];
        for (int j = 0; j < _p; j++)
        {
            double[] column = _z[j];
            initial[j] = Moments.Mean([.. _observed[j].Select(i => column[i])]);
            foreach (int i in _missing[j]) column[i] = initial[j];
        }

        return initial;
    }

    private IterativeStep Regress(int target)
    {
        int[] rows = _observed[target];
        bool all = rows.Length == _n;
        double[] Take(double[] column) => all ? column : Array.ConvertAll(rows, i => column[i]);
        double[][] predictors = [.. Enumerable.Range(0, _p).Where(k => k != target).Select(k => Take(_z[k]))];
        BayesianRidge fit = BayesianRidge.Fit(predictors, Take(_z[target]), new BayesianRidgeOptions { Tolerance = _options.RidgeTolerance });
        return new IterativeStep(target, fit.Coefficients, fit.Intercept);
    }

    private double Update(IterativeStep step)
    {
        double change = 0;
        double[] column = _z[step.Target];
        double[] next = Array.ConvertAll(_missing[step.Target], i => Math.Min(_upper[step.Target], Math.Max(_lower[step.Target], IterativeImputer.Linear(step, _z, i))));
        for (int k = 0; k < next.Length; k++)
        {
            int i = _missing[step.Target][k];
            change = Math.Max(change, Math.Abs(next[k] - column[i]));
            column[i] = next[k];
        }

        return change;
    }
}
