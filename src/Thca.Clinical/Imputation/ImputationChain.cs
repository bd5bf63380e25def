using Thca.Clinical.Cleaning;
using Thca.Clinical.Schemas;
using Thca.Clinical.Tables;
using Thca.Core.Randomness;
using Thca.Statistics.Regression;
using Thca.Statistics.Summaries;

namespace Thca.Clinical.Imputation;

/// <summary>One chain of conditional draws over the columns of one table.</summary>
internal sealed class ImputationChain
{
    private readonly ClinicalTable _table;
    private readonly ChainedEquationsOptions _options;
    private readonly int _imputation;
    private readonly ClinicalSeries[] _series;
    private readonly double[][] _values;
    private readonly double[][] _model;
    private readonly ModelScale[] _scales;
    private readonly (double Center, double Scale)[] _standard;

    public ImputationChain(ClinicalTable table, ChainedEquationsOptions options, int imputation)
    {
        (_table, _options, _imputation) = (table, options, imputation);
        _series = [.. table.Columns.Where(c => !IsPassive(table, c))];
        _values = [.. _series.Select(s => s.Values.ToArray())];
        _scales = [.. _series.Select(ModelScale.Learn)];
        _model = new double[_series.Length][];
        _standard = new (double, double)[_series.Length];
        for (int j = 0; j < _series.Length; j++)
        {
            double[] observed = [.. Finite.Observed(_values[j]).Select(_scales[j].Forward).Where(v => !double.IsNaN(v))];
            double sd = Moments.StandardDeviation(observed);
            _standard[j] = (Moments.Mean(observed), sd > 0 ? sd : 1);
        }
    }

    public ClinicalTable Run(CancellationToken ct)
    {
        int[] order = [.. Enumerable.Range(0, _series.Length).Where(j => _series[j].Missing > 0).OrderBy(j => _series[j].Missing)];
        Dictionary<int, RandomStream> streams = order.ToDictionary(j => j, j => _options.Seed.Stream("fcs", _series[j].Name, _imputation));
        foreach (int j in order) Initialize(j, streams[j]);
        for (int j = 0; j < _series.Length; j++) Refresh(j);
        for (int cycle = 0; cycle < _options.Cycles; cycle++)
        {
            foreach (int j in order)
            {
                ct.ThrowIfCancellationRequested();
                Draw(j, streams[j]);
                Refresh(j);
            }
        }

        Dictionary<string, ClinicalSeries> completed = _series.Select((s, j) => s.WithValues(_values[j], CellMark.Imputed)).ToDictionary(s => s.Name);
        return DerivedColumns.Recompute(_table.WithColumns([.. _table.Columns.Select(c => completed.GetValueOrDefault(c.Name, c))]));
    }

    private static bool IsPassive(ClinicalTable table, ClinicalSeries column) =>
        column.Definition.Kind == ColumnKind.Derived && DerivedIndex.Find(column.Name)!.Components.All(c => table.Find(c) is not null);

    private void Initialize(int j, RandomStream stream)
    {
        double[] observed = Finite.Observed(_values[j]);
        for (int i = 0; i < _values[j].Length; i++) if (double.IsNaN(_values[j][i])) _values[j][i] = observed[stream.NextInt(observed.Length)];
    }

    private void Refresh(int j)
    {
        _model[j] ??= new double[_values[j].Length];
        for (int i = 0; i < _model[j].Length; i++)
        {
            double v = (_scales[j].Forward(_values[j][i]) - _standard[j].Center) / _standard[j].Scale;
            _model[j][i] = double.IsNaN(v) ? 0 : v;
        }
    }

    private void Draw(int j, RandomStream stream)
    {
        (int[] observed, int[] missing) = Split(j);
        DesignMatrix x = Predictors(j);
        ClinicalColumn column = _series[j].Definition;
        double[] known = [.. observed.Select(i => _values[j][i])];
        if (known.Distinct().Count() == 1) foreach (int i in missing) _values[j][i] = known[0];
        else if (column.Kind == ColumnKind.Binary) DrawBinary(j, x, observed, missing, stream);
        else if (column.Kind == ColumnKind.Nominal) DrawNominal(j, x, observed, missing, stream);
        else DrawMatched(j, x, observed, missing, stream);
    }

    private (int[] Observed, int[] Missing) Split(int j)
    {
        ILookup<bool, int> rows = Enumerable.Range(0, _table.RowCount).ToLookup(i => double.IsNaN(_series[j][i]));
        return ([.. rows[false]], [.. rows[true]]);
    }

    private DesignMatrix Predictors(int target)
    {
        List<(string, double[])> columns = [];
        for (int k = 0; k < _series.Length; k++)
        {
            if (k == target) continue;
            ClinicalColumn c = _series[k].Definition;
            if (c.Kind != ColumnKind.Nominal) columns.Add((c.Name, _model[k]));
            else
                for (int level = 1; level < c.Levels.Count; level++)
                    columns.Add(($"{c.Name}={level}", Array.ConvertAll(_values[k], v => v == level ? 1.0 : 0.0)));
        }

        if (_options.UseOutcome && _table.Outcome is { } outcome) columns.Add(($"{outcome.Name} (outcome)", outcome.Values.ToArray()));
        return DesignMatrix.Create(_table.RowCount, columns);
    }

    private void DrawMatched(int j, DesignMatrix x, int[] observed, int[] missing, RandomStream stream)
    {
        DesignMatrix known = x.SelectRows(observed);
        double[] y = Array.ConvertAll(observed, i => _model[j][i]);
        (double[] b, double[] drawn) = PosteriorLine.Draw(known, y, stream);
        double[] fitted = known.Multiply(b), wanted = x.SelectRows(missing).Multiply(drawn);
        int[] byFitted = [.. Enumerable.Range(0, observed.Length).OrderBy(i => fitted[i])];
        double[] sorted = [.. byFitted.Select(i => fitted[i])];
        for (int k = 0; k < missing.Length; k++)
        {
            int at = NearestWindow(sorted, wanted[k], Math.Min(_options.Donors, sorted.Length)) + stream.NextInt(Math.Min(_options.Donors, sorted.Length));
            _values[j][missing[k]] = _values[j][observed[byFitted[at]]];
        }
    }

    /// <summary>Start of the run of <paramref name="count"/> sorted values nearest to a value.</summary>
    private static int NearestWindow(double[] sorted, double value, int count)
    {
        int at = Array.BinarySearch(sorted, value);
        int low = at >= 0 ? at : ~at, high = low;
        while (high - low < count)
        {
            if (low == 0) high++;
            else if (high == sorted.Length || value - sorted[low - 1] <= sorted[high] - value) low--;
            else high++;
        }

        return low;
    }

    private void DrawBinary(int j, DesignMatrix x, int[] observed, int[] missing, RandomStream stream)
    {
        double[] y = Array.ConvertAll(observed, i => _values[j][i]);
        var options = new LogisticOptions { Estimator = LogisticEstimator.Firth, DetectSeparation = false, FirthTolerance = 1e-6 };
        LogisticFit fit = LogisticRegression.Fit(x.SelectRows(observed), y, options);
        double[] b = PosteriorLine.Perturb([.. fit.Coefficients], fit.Covariance, stream);
        DesignMatrix used = x.SelectColumns([.. fit.Design.Names.Select(x.IndexOf)]).SelectRows(missing);
        double[] eta = used.Multiply(b);
        for (int k = 0; k < missing.Length; k++) _values[j][missing[k]] = stream.NextDouble() < 1 / (1 + Math.Exp(-eta[k])) ? 1 : 0;
    }

    private void DrawNominal(int j, DesignMatrix x, int[] observed, int[] missing, RandomStream stream)
    {
        int[] levels = [.. observed.Select(i => (int)_values[j][i]).Distinct().Order()];
        int[] y = Array.ConvertAll(observed, i => Array.IndexOf(levels, (int)_values[j][i]));
        MultinomialLogit fit = MultinomialLogit.Fit(x.SelectRows(observed), y, levels.Length);
        double[] normals = [.. fit.Coefficients.Select(_ => stream.NextNormal())], b = fit.Perturbed(normals);
        var row = new double[x.Columns];
        foreach (int i in missing)
        {
            for (int c = 0; c < row.Length; c++) row[c] = x.Column(c)[i];
            double[] p = fit.Probabilities(row, b);
            double u = stream.NextDouble();
            int chosen = 0;
            while (chosen < p.Length - 1 && u >= p[chosen]) u -= p[chosen++];
            _values[j][i] = levels[chosen];
        }
    }
}
