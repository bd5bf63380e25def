using Thca.Core.Cohorts;
using Thca.Core.Errors;
using Thca.Core.Features;
using Thca.Statistics.Regression;
using Thca.Statistics.Summaries;

namespace Thca.Clinical.Imputation;

/// <summary>
/// Iterative imputation of numeric columns: every column is regressed on all others by Bayesian ridge, in ascending order of missing share,
/// until imputed values settle (the algorithm of scikit-learn's IterativeImputer). Learns from a training fold only; new rows replay the
/// stored regressions.
/// </summary>
public sealed record IterativeImputer
{
    /// <summary>Names of the columns, in order.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>Value that fills a gap before the first round, on the model scale.</summary>
    public required IReadOnlyList<double> Initial { get; init; }

    /// <summary>Subtracted from every column first.</summary>
    public required IReadOnlyList<double> Centers { get; init; }

    /// <summary>Divides every column after that.</summary>
    public required IReadOnlyList<double> Scales { get; init; }

    /// <summary>Smallest value an imputation may take, on the model scale.</summary>
    public required IReadOnlyList<double> Lower { get; init; }

    /// <summary>Largest value an imputation may take, on the model scale.</summary>
    public required IReadOnlyList<double> Upper { get; init; }

    /// <summary>All regressions in the order they were fitted.</summary>
    public required IReadOnlyList<IterativeStep> Steps { get; init; }

    /// <summary>Rounds taken.</summary>
    public required int Rounds { get; init; }

    /// <summary>Whether the changes fell below the threshold.</summary>
    public required bool Converged { get; init; }

    /// <summary>Largest change in the last round, on the model scale.</summary>
    public required double LastChange { get; init; }

    /// <summary>Change below which the rounds stop, on the model scale.</summary>
    public required double Threshold { get; init; }

    /// <summary>Learns from a training fold and completes it.</summary>
    /// <param name="fold">Numeric columns; NaN is missing.</param>
    /// <param name="options">Settings; default as documented there.</param>
    /// <param name="ct">Cancels between regressions.</param>
    /// <returns>The model and the completed training data.</returns>
    /// <exception cref="TableException">A column has no value at all.</exception>
    public static (IterativeImputer Model, FeatureTable Completed) Fit(TrainingFold<FeatureTable> fold, IterativeImputerOptions? options = null, CancellationToken ct = default)
    {
        options ??= new IterativeImputerOptions();
        options.Validate();
        return new IterativeFit(fold.Data, options).Run(ct);
    }

    /// <summary>Completes a table with the same columns; observed values stay as they are.</summary>
    /// <exception cref="TableException">A column is absent.</exception>
    public FeatureTable Transform(FeatureTable table)
    {
        FeatureTable selected = table.SelectColumns(Columns);
        int p = Columns.Count, n = table.RowCount;
        var z = new double[p][];
        bool[][] missing = new bool[p][];
        for (int j = 0; j < p; j++)
        {
            z[j] = new double[n];
            missing[j] = new bool[n];
            for (int i = 0; i < n; i++)
            {
                double v = selected.Columns[j][i];
                missing[j][i] = double.IsNaN(v);
                z[j][i] = missing[j][i] ? Initial[j] : (v - Centers[j]) / Scales[j];
            }
        }

        foreach (IterativeStep step in Steps)
            for (int i = 0; i < n; i++)
                if (missing[step.Target][i]) z[step.Target][i] = Predict(step, z, i);
        return Restore(selected, z);
    }

    internal double Predict(IterativeStep step, double[][] z, int row) => Clip(Linear(step, z, row), step.Target);

    internal static double Linear(IterativeStep step, double[][] z, int row)
    {
        double value = step.Intercept;
        for (int k = 0, c = 0; k < z.Length; k++) if (k != step.Target) value += step.Coefficients[c++] * z[k][row];
        return value;
    }

    internal FeatureTable Restore(FeatureTable source, double[][] z)
    {
        var columns = new FeatureColumn[Columns.Count];
        for (int j = 0; j < columns.Length; j++)
        {
            ReadOnlySpan<double> observed = source.Columns[j].Values;
            var values = new double[observed.Length];
            for (int i = 0; i < values.Length; i++) values[i] = double.IsNaN(observed[i]) ? z[j][i] * Scales[j] + Centers[j] : observed[i];
            columns[j] = new FeatureColumn(Columns[j], values);
        }

        return new FeatureTable(source.Keys, columns, source.Statuses, source.KeyName);
    }

    private double Clip(double value, int column) => Math.Min(Upper[column], Math.Max(Lower[column], value));
}
