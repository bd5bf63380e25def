using Thca.Modeling.Training;

namespace Thca.Modeling.Metrics;

/// <summary>Predictions of the same patients, once or in several repeats of a cross-validation.</summary>
public sealed record PredictedCohort
{
    /// <summary>Identifier of every patient.</summary>
    public required IReadOnlyList<string> Patients { get; init; }

    /// <summary>Whether each patient had the event.</summary>
    public required bool[] Outcome { get; init; }

    /// <summary>Calibrated probabilities, one list per repeat.</summary>
    public required IReadOnlyList<double[]> Probabilities { get; init; }

    /// <summary>Decisions, one list per repeat.</summary>
    public required IReadOnlyList<bool[]> Positive { get; init; }

    /// <summary>Threshold at which net benefit is read, one per repeat (the mean where folds have their own).</summary>
    public required IReadOnlyList<double> Thresholds { get; init; }

    /// <summary>Number of repeats.</summary>
    public int Repeats => Probabilities.Count;

    /// <summary>Mean probability of every patient over the repeats.</summary>
    public double[] MeanProbability() => [.. Enumerable.Range(0, Outcome.Length).Select(i => Probabilities.Average(p => p[i]))];

    /// <summary>One set of predictions with the rule "positive when the probability is at least the threshold".</summary>
    public static PredictedCohort Single(IReadOnlyList<string> patients, bool[] outcome, double[] probabilities, double threshold) => new()
    {
        Patients = patients,
        Outcome = outcome,
        Probabilities = [probabilities],
        Positive = [Array.ConvertAll(probabilities, p => p >= threshold)],
        Thresholds = [threshold],
    };

    /// <summary>Out-of-fold predictions arranged by repeat; within a repeat they stand in table order.</summary>
    internal static PredictedCohort OfRepeats(IReadOnlyList<OutOfFoldPrediction> predictions, int repeats)
    {
        OutOfFoldPrediction[][] byRepeat = [.. Enumerable.Range(0, repeats).Select(r => predictions.Where(p => p.Repeat == r).ToArray())];
        return new PredictedCohort
        {
            Patients = [.. byRepeat[0].Select(p => p.Patient)],
            Outcome = [.. byRepeat[0].Select(p => p.Outcome)],
            Probabilities = [.. byRepeat.Select(r => r.Select(p => p.Calibrated).ToArray())],
            Positive = [.. byRepeat.Select(r => r.Select(p => p.IsPositive).ToArray())],
            Thresholds = [.. byRepeat.Select(r => Math.Min(0.99, r.Average(p => p.Threshold)))],
        };
    }

    internal PredictedCohort SelectRows(int[] rows) => new()
    {
        Patients = Patients,
        Outcome = Array.ConvertAll(rows, r => Outcome[r]),
        Probabilities = [.. Probabilities.Select(p => Array.ConvertAll(rows, r => p[r]))],
        Positive = [.. Positive.Select(p => Array.ConvertAll(rows, r => p[r]))],
        Thresholds = Thresholds,
    };

    /// <summary>Mean over repeats of every metric, in catalogue order; a metric undefined in some repeat is undefined.</summary>
    internal double[] Metrics(bool smooth, UndefinedValues undefined = UndefinedValues.Undefined)
    {
        double[] sum = BinaryMetrics.Values(Outcome, Probabilities[0], Positive[0], Thresholds[0], undefined, smooth);
        for (int r = 1; r < Repeats; r++)
        {
            double[] next = BinaryMetrics.Values(Outcome, Probabilities[r], Positive[r], Thresholds[r], undefined, smooth);
            for (int i = 0; i < sum.Length; i++) sum[i] += next[i];
        }

        for (int i = 0; i < sum.Length; i++) sum[i] /= Repeats;
        return sum;
    }
}
