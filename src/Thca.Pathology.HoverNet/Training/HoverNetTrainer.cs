using System.Globalization;
using System.Text.Json;
using Thca.Core.Cohorts;
using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Core.Provenance;
using Thca.Core.Randomness;
using Thca.Pathology.Detection.Instances;
using Thca.Pathology.HoverNet.Datasets;
using Thca.Pathology.HoverNet.Evaluation;
using Thca.Pathology.HoverNet.Inference;
using Thca.Pathology.HoverNet.Metrics;
using Thca.Pathology.HoverNet.Network;
using Thca.Torch;
using TorchSharp;

namespace Thca.Pathology.HoverNet.Training;

/// <summary>
/// Trains HoVer-Net: augmented patches, six loss terms, Adam with a stepped rate, gradient clipping, early stopping on validation panoptic quality. Same samples,
/// options and seed give the same weights at any number of threads, with and without interruption.
/// </summary>
public static class HoverNetTrainer
{
    /// <summary>Code of a training whose loss or gradient is no longer a number.</summary>
    public const string NotFinite = "LOSS_NOT_FINITE";

    /// <summary>Code of a folder that holds a training with other samples, options or seed.</summary>
    public const string OtherTraining = "OTHER_TRAINING";

    /// <summary>Bytes of activations that one pixel of a patch of the full-width network keeps for its gradient, estimated from its layer table.</summary>
    private const double BytesPerPixel = 50_000;

    /// <summary>Trains a network.</summary>
    /// <param name="training">Samples to learn from.</param>
    /// <param name="validation">Samples of other patients that choose the best epoch; null or empty: the last epoch is taken.</param>
    /// <param name="options">Network, patches, schedule.</param>
    /// <param name="seed">Seed of initial weights, order and augmentation.</param>
    /// <param name="start">Weights to start from: all of them where the plan is the same, else the encoder; null for random ones.</param>
    /// <param name="folder">Where model, table and state go; null keeps everything in memory.</param>
    /// <param name="resume">Whether to go on from the folder's state, if there is one.</param>
    /// <param name="compute">Threads that prepare patches; never changes a result.</param>
    /// <param name="progress">Steps finished.</param>
    /// <param name="ct">Stops between steps; with a folder the last epoch is kept.</param>
    /// <exception cref="OptionsException">Options are outside their range, or the device is not there.</exception>
    /// <exception cref="ThcaException">No sample; loss not finite (<see cref="NotFinite"/>); another training's folder (<see cref="OtherTraining"/>); not enough memory.</exception>
    public static TrainedHoverNet Train(
        TrainingFold<IReadOnlyList<NucleusSample>> training,
        EvaluationFold<IReadOnlyList<NucleusSample>>? validation,
        HoverNetTrainingOptions options,
        RandomSeed seed,
        HoverNetWeights? start = null,
        string? folder = null,
        bool resume = false,
        ComputeOptions? compute = null,
        IProgress<WorkProgress>? progress = null,
        CancellationToken ct = default)
    {
        options.Validate();
        if (training.Data.Count == 0) throw new ThcaException(ProblemCodes.TrainingDataInsufficient, "There is no sample to train on.", "Give annotated pictures.");
        MemoryBudget.EnsureFits(
            (long)(BytesPerPixel * options.Input * options.Input * options.BatchSize / options.Plan.WidthDivisor),
            string.Create(CultureInfo.InvariantCulture, $"Training with batches of {options.BatchSize} patches of {options.Input} pixels at width 1/{options.Plan.WidthDivisor}"),
            "Use a smaller batch, patch or width.");
        using HoverNetwork network = HoverNetwork.Create(options.Plan, seed.DeriveInt32("hovernet-weights"));
        if (start is not null)
        {
            if (start.Plan == options.Plan) start.LoadInto(network);
            else HoverNetWeights.LoadEncoder(network, start.Tensors);
        }

        network.to(ComputeDevice.Resolve(options.Device));
        TrainingCheckpoint? checkpoint = folder is null ? null : new TrainingCheckpoint(folder, Fingerprint(training.Data, validation?.Data ?? [], options, seed, start));
        string licence = start is null ? "that of the training data" : $"that of the training data and of the weights it started from ({start.Licence})";
        return new Run(network, training.Data, validation?.Data ?? [], options, seed, licence, checkpoint, compute ?? ComputeOptions.Default, progress).Train(resume, ct);
    }

    /// <summary>What must be equal for a training to be continued; more epochs may be asked for.</summary>
    private static string Fingerprint(IReadOnlyList<NucleusSample> training, IReadOnlyList<NucleusSample> validation, HoverNetTrainingOptions options, RandomSeed seed, HoverNetWeights? start)
    {
        IEnumerable<string> samples = training.Concat(validation).Select(s => $"{s.Name} {ContentHash.Of(s.Image.Pixels).Hex}");
        return ContentHash.Of(string.Join('\n', [JsonSerializer.Serialize(options with { Epochs = 1, Device = "" }), seed.Value.ToString(CultureInfo.InvariantCulture), training.Count.ToString(CultureInfo.InvariantCulture), start?.Sha256 ?? "", .. samples])).Hex;
    }

    private sealed class Run(
        HoverNetwork network, IReadOnlyList<NucleusSample> training, IReadOnlyList<NucleusSample> validation, HoverNetTrainingOptions options, RandomSeed seed,
        string licence, TrainingCheckpoint? checkpoint, ComputeOptions compute, IProgress<WorkProgress>? progress)
    {
        private readonly int _stepsPerEpoch = options.StepsPerEpoch ?? Math.Max(1, training.Count / options.BatchSize);
        private List<TrainingEpoch> _history = [];
        private HoverNetWeights _best = HoverNetWeights.Of(network);
        private double _bestQuality = double.NaN;
        private int _bestEpoch;

        public TrainedHoverNet Train(bool resume, CancellationToken ct)
        {
            TrainingCheckpoint.Restored? restored = resume ? checkpoint?.Load(network) : null;
            if (restored is not null) (_history, _best, _bestQuality, _bestEpoch) = ([.. restored.History], restored.Best, restored.BestQuality, restored.BestEpoch);
            using WeightAverage? average = options.WeightAveraging > 0 ? new WeightAverage(network, options.WeightAveraging) : null;
            if (restored is not null) average?.Load(restored.Tensors, restored.AverageSteps);
            int total = options.FrozenEpochs + options.Epochs;
            AdamState? optimizer = null;
            try
            {
                while (_history.Count < total && !(validation.Count > 0 && _history.Count - _bestEpoch >= options.Patience && _history.Count > 0))
                {
                    int epoch = _history.Count;
                    if (optimizer is null || epoch == options.FrozenEpochs)
                    {
                        optimizer?.Dispose();
                        Freeze(epoch < options.FrozenEpochs);
                        optimizer = new AdamState(network);
                        if (restored is not null && epoch > 0 && epoch != options.FrozenEpochs) optimizer.Load(restored.Tensors, restored.OptimizerSteps);
                    }

                    _history.Add(Validated(Epoch(epoch, optimizer, average, total, ct), average, ct));
                    checkpoint?.Save(network, optimizer, average, Labelled(_best), _history, _bestQuality, _bestEpoch);
                }
            }
            finally
            {
                optimizer?.Dispose();
            }

            return new TrainedHoverNet(Labelled(_best), _history);
        }

        private TrainingEpoch Epoch(int epoch, AdamState optimizer, WeightAverage? average, int total, CancellationToken ct)
        {
            network.train();
            int inPhase = epoch < options.FrozenEpochs ? epoch : epoch - options.FrozenEpochs;
            double rate = options.LearningRate * Math.Pow(options.DecayFactor, inPhase / options.DecayEvery);
            int[] order = [.. Enumerable.Range(0, training.Count)];
            seed.Stream("hovernet-order", "", epoch).Shuffle(order.AsSpan());
            var sums = new double[7];
            for (int step = 0; step < _stepsPerEpoch; step++)
            {
                ct.ThrowIfCancellationRequested();
                int number = epoch * _stepsPerEpoch + step;
                PatchExample[] batch = OrderedParallel.Map(
                    options.BatchSize,
                    i => PatchExample.Make(training[order[(step * options.BatchSize + i) % order.Length]], options, seed.Stream("hovernet-patch", "", (long)number * options.BatchSize + i)),
                    compute,
                    ct);
                double[] terms = TrainingStep.Take(network, optimizer, batch, options, rate);
                if (terms.Any(t => !double.IsFinite(t)))
                {
                    throw new ThcaException(
                        NotFinite,
                        string.Create(CultureInfo.InvariantCulture, $"The loss or its gradient is no longer a number in step {step + 1} of epoch {epoch + 1} (rate {rate}, samples {string.Join(", ", batch.Select(b => b.Name).Distinct())})."),
                        "Use a smaller learning rate; the last epoch is kept.");
                }

                average?.Update(network);
                for (int t = 0; t < sums.Length; t++) sums[t] += terms[t];
                progress?.Report(new WorkProgress("train", number + 1, (long)total * _stepsPerEpoch));
            }

            double[] means = [.. sums.Select(s => s / _stepsPerEpoch)];
            bool typed = options.Plan.TypeCount > 0;
            return new TrainingEpoch(
                epoch + 1, rate, means[0], means[1], means[2], typed ? means[3] : double.NaN, typed ? means[4] : double.NaN, means[5], means[6], double.NaN, double.NaN, double.NaN);
        }

        /// <summary>Judges the epoch on the validation samples and remembers the best.</summary>
        private TrainingEpoch Validated(TrainingEpoch epoch, WeightAverage? average, CancellationToken ct)
        {
            HoverNetWeights current = average?.Weights(network.Plan) ?? HoverNetWeights.Of(network);
            if (validation.Count == 0)
            {
                (_best, _bestEpoch) = (current, epoch.Epoch);
                return epoch;
            }

            using var detector = new HoverNetDetector(current, new HoverNetInferenceOptions { Device = options.Device, PatchSize = options.PatchSize, BatchSize = 1 });
            IReadOnlyList<EvaluatedSample> results = HoverNetEvaluator.Run(detector, new EvaluationFold<IReadOnlyList<NucleusSample>>(validation), ComputeOptions.SingleThread, ct: ct);
            double quality = Mean(results.Select(r => r.Scores.PanopticQuality)), dice = Mean(results.Select(r => r.PixelDice));
            DetectionCounts counts = results.Select(r => r.Counts).Aggregate(DetectionCounts.Add);
            if (double.IsNaN(_bestQuality) || quality > _bestQuality) (_best, _bestQuality, _bestEpoch) = (current, quality, epoch.Epoch);
            return epoch with { ValidationDice = dice, ValidationQuality = quality, ValidationTypeAccuracy = counts.TypeAccuracy };
        }

        /// <summary>The frozen phase keeps the encoder's weights but for shortcut and closing normalisation of its first block; running statistics still move.</summary>
        private void Freeze(bool frozen)
        {
            foreach ((string name, TorchSharp.Modules.Parameter parameter) in network.named_parameters())
            {
                bool inEncoder = name.StartsWith("d1.", StringComparison.Ordinal) || name.StartsWith("d2.", StringComparison.Ordinal) || name.StartsWith("d3.", StringComparison.Ordinal)
                    || name.StartsWith("d0.units.", StringComparison.Ordinal);
                parameter.requires_grad_(!(frozen && inEncoder));
            }
        }

        private HoverNetWeights Labelled(HoverNetWeights weights) => weights with { Source = "trained with thca", Licence = licence };

        private static double Mean(IEnumerable<double> values)
        {
            double[] defined = [.. values.Where(v => !double.IsNaN(v))];
            return defined.Length == 0 ? double.NaN : defined.Average();
        }
    }
}
