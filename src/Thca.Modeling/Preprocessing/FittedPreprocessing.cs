using Thca.Core.Cohorts;
using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Modeling.Data;
using Thca.Statistics.Roc;
using Thca.Statistics.Summaries;

namespace Thca.Modeling.Preprocessing;

/// <summary>Constants learnt from a training fold: limits, imputed values and which columns are kept. Applying them learns nothing.</summary>
public sealed class FittedPreprocessing
{
    private FittedPreprocessing(int[] columns, ColumnConstants[] constants) => (Columns, Constants) = (columns, constants);

    /// <summary>Columns kept, ascending, as positions in the fold's table.</summary>
    public IReadOnlyList<int> Columns { get; }

    /// <summary>Constants of every kept column.</summary>
    public IReadOnlyList<ColumnConstants> Constants { get; }

    /// <summary>Learns from a fold.</summary>
    /// <param name="fold">Rows to learn from.</param>
    /// <param name="categorical">Whether each column holds codes of labels.</param>
    /// <param name="options">What to learn.</param>
    /// <exception cref="ThcaException">No column is usable.</exception>
    public static FittedPreprocessing Fit(TrainingFold<LabelledMatrix> fold, IReadOnlyList<bool> categorical, PreprocessingOptions options)
    {
        options.Validate();
        FeatureMatrix features = fold.Data.Features;
        List<int> kept = [];
        List<ColumnConstants> constants = [];
        List<double[]> values = [];
        for (int c = 0; c < features.ColumnCount; c++)
        {
            ColumnConstants constant = ColumnConstants.Learn(features.Column(c), categorical[c], options);
            double[] column = constant.Apply(features.Column(c));
            if (DominantShare(column) > options.LargestDominantShare || (options.LargestDominantShare <= 1 && IsConstant(column))) continue;
            kept.Add(c);
            constants.Add(constant);
            values.Add(column);
        }

        if (kept.Count == 0)
            throw new ThcaException(ProblemCodes.TrainingDataInsufficient, $"Fold '{fold.Name}': every feature is constant or missing.", "Give a table with features that vary.");
        int[] chosen = options.RedundancyCorrelation < 1 ? Representatives(values, kept, fold.Data, options.RedundancyCorrelation) : [.. Enumerable.Range(0, kept.Count)];
        return new FittedPreprocessing([.. chosen.Select(i => kept[i])], [.. chosen.Select(i => constants[i])]);
    }

    /// <summary>Keeps the columns and applies the constants.</summary>
    public FeatureMatrix Apply(FeatureMatrix features)
    {
        var values = new double[features.RowCount * Columns.Count];
        for (int i = 0; i < Columns.Count; i++) Constants[i].Apply(features.Column(Columns[i]), values.AsSpan(i * features.RowCount, features.RowCount));
        return new FeatureMatrix(features.Patients, [.. Columns.Select(c => features.Names[c])], values);
    }

    /// <summary>The training fold after the same treatment; it stays a training fold.</summary>
    public TrainingFold<LabelledMatrix> Apply(TrainingFold<LabelledMatrix> fold) =>
        new(new LabelledMatrix(Apply(fold.Data.Features), fold.Data.Outcome.ToArray()), fold.Name);

    private static bool IsConstant(double[] column)
    {
        double first = double.NaN;
        foreach (double value in column)
        {
            if (double.IsNaN(value)) continue;
            if (double.IsNaN(first)) first = value;
            else if (value != first) return false;
        }

        return true;
    }

    private static double DominantShare(double[] column)
    {
        double[] sorted = Quantiles.Sorted(column);
        int most = 0;
        for (int start = 0, end; start < sorted.Length; start = end)
        {
            for (end = start + 1; end < sorted.Length && sorted[end] == sorted[start]; end++) { }
            most = Math.Max(most, end - start);
        }

        return (double)most / column.Length;
    }

    /// <summary>Per cluster of correlated columns the one with the highest univariate AUC; ties by name.</summary>
    private static int[] Representatives(List<double[]> values, List<int> kept, LabelledMatrix rows, double correlation)
    {
        double[][] complete = [.. values.Select(FillMissing)];
        int[] cluster = CorrelationClusters.Assign(complete, 1 - correlation);
        double[] auc = [.. complete.Select(v => RocCurve.Auc(rows.Outcome, v)).Select(a => Math.Max(a, 1 - a))];
        return
        [
            .. Enumerable.Range(0, complete.Length)
                .GroupBy(i => cluster[i])
                .Select(g => g.OrderByDescending(i => auc[i]).ThenBy(i => rows.Features.Names[kept[i]], StringComparer.Ordinal).First())
                .Order(),
        ];
    }

    private static double[] FillMissing(double[] column)
    {
        double median = Quantiles.Of(column, 0.5);
        return Array.ConvertAll(column, v => double.IsNaN(v) ? median : v);
    }
}
