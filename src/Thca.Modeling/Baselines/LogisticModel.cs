using Thca.Core.Cohorts;
using Thca.Modeling.Data;
using Thca.Modeling.Preprocessing;
using Thca.Statistics.Regression;

namespace Thca.Modeling.Baselines;

/// <summary>Logistic regression with a weak squared penalty on standardised columns; labels become indicators. Everything is learnt from the fold.</summary>
internal sealed class LogisticModel
{
    private readonly FittedPreprocessing _preprocessing;
    private readonly double[]?[] _levels;
    private readonly double[] _centres;
    private readonly double[] _scales;
    private readonly double[] _coefficients;

    private LogisticModel(FittedPreprocessing preprocessing, double[]?[] levels, double[] centres, double[] scales, double[] coefficients) =>
        (_preprocessing, _levels, _centres, _scales, _coefficients) = (preprocessing, levels, centres, scales, coefficients);

    public static LogisticModel Fit(TrainingFold<LabelledMatrix> fold, IReadOnlyList<bool> categorical)
    {
        FittedPreprocessing preprocessing = FittedPreprocessing.Fit(fold, categorical, new PreprocessingOptions { RedundancyCorrelation = 1 });
        FeatureMatrix prepared = preprocessing.Apply(fold.Data.Features);
        double[]?[] levels = [.. Enumerable.Range(0, prepared.ColumnCount).Select(c => categorical[preprocessing.Columns[c]] ? prepared.Column(c).ToArray().Distinct().Order().Skip(1).ToArray() : null)];
        double[][] columns = Expand(prepared, levels);
        double[] centres = [.. columns.Select(c => c.Average())];
        double[] scales = [.. columns.Select((c, j) => Math.Sqrt(c.Average(v => (v - centres[j]) * (v - centres[j]))) is > 0 and var sd ? sd : 1)];
        double[] outcome = [.. fold.Data.Outcome.ToArray().Select(y => y ? 1.0 : 0.0)];
        return new LogisticModel(preprocessing, levels, centres, scales, RidgeLogisticRegression.Fit(Design(columns, centres, scales), outcome));
    }

    /// <summary>Log-odds of every row.</summary>
    public double[] Predict(FeatureMatrix features) => Design(Expand(_preprocessing.Apply(features), _levels), _centres, _scales).Multiply(_coefficients);

    private static double[][] Expand(FeatureMatrix prepared, double[]?[] levels) =>
    [
        .. Enumerable.Range(0, prepared.ColumnCount).SelectMany(c => levels[c] is { } seen
            ? seen.Select(level => Array.ConvertAll(prepared.Column(c).ToArray(), v => v == level ? 1.0 : 0.0))
            : (IEnumerable<double[]>)[prepared.Column(c).ToArray()]),
    ];

    private static DesignMatrix Design(double[][] columns, double[] centres, double[] scales) => DesignMatrix.Create(
        columns[0].Length, columns.Select((c, j) => (FormattableString.Invariant($"x{j}"), Array.ConvertAll(c, v => (v - centres[j]) / scales[j]))));
}
