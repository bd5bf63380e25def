using Thca.Core.Cohorts;
using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Core.Randomness;
using Thca.Core.Tables;
using Thca.Modeling.Data;
using Thca.Modeling.Output;
using Thca.Modeling.Training;
using Thca.Statistics.Resampling;
using Thca.Statistics.Roc;

namespace Thca.Modeling.Validation;

/// <summary>
/// Optimism of the whole development procedure: selection, search, resampling, calibration and threshold are repeated on bootstrap samples of the
/// patients and judged on those a sample left out (.632+, Efron and Tibshirani, 1997; optimism, Harrell et al., 1996). Inner folds keep the copies
/// of a patient together.
/// </summary>
/// <param name="Replicates">Repetitions that could be used.</param>
/// <param name="Skipped">Repetitions that could not be developed or left out only one class.</param>
/// <param name="Estimates">auc_roc, brier_score and log_loss.</param>
public sealed record BootstrapOptimism(int Replicates, int Skipped, IReadOnlyList<OptimismEstimate> Estimates)
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "optimism.csv";

    private const double LossLimit = 1e-6;
    private static readonly (string Metric, Func<bool, double, double> Of)[] Losses =
    [
        ("brier_score", (y, p) => (p - (y ? 1 : 0)) * (p - (y ? 1 : 0))),
        ("log_loss", (y, p) => -Math.Log(Math.Clamp(y ? p : 1 - p, LossLimit, 1 - LossLimit))),
    ];

    /// <summary>Repeats the development.</summary>
    /// <param name="development">The development cohort.</param>
    /// <param name="combination">The combination developed.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <param name="replicates">Bootstrap samples; 200 or more for a report.</param>
    /// <param name="seed">Seed of the run; null for 42.</param>
    /// <param name="compute">Threads; never changes a result.</param>
    /// <param name="progress">Samples finished.</param>
    /// <param name="ct">Stops between boosting rounds.</param>
    /// <exception cref="ThcaException">No sample could be developed.</exception>
    public static BootstrapOptimism Run(
        TrainingFold<TrainingTable> development, FeatureCombination combination, CritTrainingOptions? options = null, int replicates = 200, RandomSeed? seed = null,
        ComputeOptions? compute = null, IProgress<WorkProgress>? progress = null, CancellationToken ct = default)
    {
        (options, RandomSeed run) = (options ?? new CritTrainingOptions(), seed ?? RandomSeed.Default);
        options.Validate();
        int[] columns = combination.Columns(development.Data.Features);
        LabelledMatrix rows = development.Data.Rows.SelectColumns(columns);
        ModelFeature[] features = [.. columns.Select(c => development.Data.Features[c])];
        bool[] outcome = rows.Outcome.ToArray();
        double[] Fit(LabelledMatrix sample, string name)
        {
            using DevelopedModel model = ModelDevelopment.Run(new TrainingFold<LabelledMatrix>(sample, name), features, combination, options, name, run, ComputeOptions.SingleThread, null, ct);
            return model.Predict(rows.Features).Calibrated;
        }

        double[] apparent = Fit(rows, "apparent");
        int done = 0;
        Repetition?[] repetitions = OrderedParallel.Map(
            replicates,
            b =>
            {
                int[] drawn = StratifiedBootstrap.Draw(outcome, run.Stream("bootstrap/optimism", combination.Name, b));
                Outcome<double[]> predicted = Outcome<double[]>.Try(() => Fit(rows.SelectRows(drawn), FormattableString.Invariant($"bootstrap {b}")));
                progress?.Report(new WorkProgress("bootstrap", Interlocked.Increment(ref done), replicates, combination.Name));
                return predicted.Succeeded ? Repetition.Of(outcome, drawn, predicted.Value) : null;
            },
            compute,
            ct);
        Repetition[] usable = [.. repetitions.OfType<Repetition>()];
        if (usable.Length == 0) throw new ThcaException(ProblemCodes.TrainingDataInsufficient, $"None of {replicates} bootstrap samples could be developed.", "Use more patients or fewer inner folds.");
        return new BootstrapOptimism(usable.Length, replicates - usable.Length, [Area(outcome, apparent, usable), .. Losses.Select(l => Loss(l.Metric, l.Of, outcome, apparent, usable))]);
    }

    /// <summary>The estimates as a table: <c>Metric,Apparent,Out_Of_Bag,Plus_632,Optimism,Corrected,B,Skipped</c>.</summary>
    public TextTable Table() => new(
        ["Metric", "Apparent", "Out_Of_Bag", "Plus_632", "Optimism", "Corrected", "B", "Skipped"],
        Estimates.Select(e => (string[])[e.Metric, CellText.Of(e.Apparent), CellText.Of(e.OutOfBag), CellText.Of(e.Plus632), CellText.Of(e.Optimism), CellText.Of(e.Corrected), CellText.Of(Replicates), CellText.Of(Skipped)]));

    private static OptimismEstimate Area(bool[] outcome, double[] apparent, Repetition[] repetitions)
    {
        double value = RocCurve.Auc(outcome, apparent), outOfBag = repetitions.Average(r => r.OutOfBagAuc), optimism = repetitions.Average(r => r.SampleAuc - RocCurve.Auc(outcome, r.Predicted));
        return new OptimismEstimate("auc_roc", value, outOfBag, Bootstrap632Plus.Auc(value, outOfBag), optimism, value - optimism);
    }

    private static OptimismEstimate Loss(string metric, Func<bool, double, double> loss, bool[] outcome, double[] apparent, Repetition[] repetitions)
    {
        double value = Enumerable.Range(0, outcome.Length).Average(i => loss(outcome[i], apparent[i]));
        double outOfBag = Enumerable.Range(0, outcome.Length).Select(i => repetitions.Where(r => !r.Drawn[i]).Select(r => loss(outcome[i], r.Predicted[i])).DefaultIfEmpty(double.NaN).Average()).Where(v => !double.IsNaN(v)).DefaultIfEmpty(double.NaN).Average();
        double optimism = repetitions.Average(r => r.Sample.Average(i => loss(outcome[i], r.Predicted[i])) - Enumerable.Range(0, outcome.Length).Average(i => loss(outcome[i], r.Predicted[i])));
        return new OptimismEstimate(metric, value, outOfBag, Bootstrap632Plus.Loss(value, outOfBag, Bootstrap632Plus.NoInformation(outcome, apparent, loss)), optimism, value - optimism);
    }

    private sealed record Repetition(int[] Sample, bool[] Drawn, double[] Predicted, double SampleAuc, double OutOfBagAuc)
    {
        public static Repetition? Of(bool[] outcome, int[] sample, double[] predicted)
        {
            var drawn = new bool[outcome.Length];
            foreach (int row in sample) drawn[row] = true;
            int[] left = [.. Enumerable.Range(0, outcome.Length).Where(i => !drawn[i])];
            if (left.All(i => outcome[i]) || !left.Any(i => outcome[i])) return null;
            double AucOf(int[] rows) => RocCurve.Auc(Array.ConvertAll(rows, r => outcome[r]), Array.ConvertAll(rows, r => predicted[r]));
            return new Repetition(sample, drawn, predicted, AucOf(sample), AucOf(left));
        }
    }
}
