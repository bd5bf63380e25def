using System.Globalization;
using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Geometry;
using Thca.Core.Provenance;
using Thca.Core.Randomness;
using Thca.Segmentation.Architectures;
using Thca.Segmentation.Augmentation;
using Thca.Segmentation.Inference;
using Thca.Segmentation.Losses;
using Thca.Segmentation.Sampling;
using Thca.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace Thca.Segmentation.Training;

/// <summary>Epochs, steps and checkpoints of one training.</summary>
internal sealed class TrainingLoop
{
    private const double Smoothing = 0.9;

    private readonly UNet _network;
    private readonly WeightOptimizer _optimizer;
    private readonly SegmentationTrainingOptions _options;
    private readonly CheckpointFolder? _checkpoints;
    private readonly ComputeOptions _compute;
    private readonly Device _device;
    private readonly BatchSource _training;
    private readonly BatchSource? _validation;
    private readonly DeepSupervisionLoss _loss;
    private readonly PolynomialRate _rate;
    private readonly string _fingerprint;
    private readonly RandomSeed _seed;

    public TrainingLoop(
        UNet network,
        WeightOptimizer optimizer,
        SegmentationTrainingOptions options,
        RandomSeed seed,
        IReadOnlyList<ITrainingCase> training,
        IReadOnlyList<ITrainingCase> validation,
        CheckpointFolder? checkpoints,
        ComputeOptions compute)
    {
        (_network, _optimizer, _options, _checkpoints, _compute, _seed) = (network, optimizer, options, checkpoints, compute, seed);
        _device = ComputeDevice.Resolve(options.Device);
        _training = new BatchSource(training, options.TrainingPipeline, options, seed, "segmentation-patch");
        if (validation.Count > 0 && options.ValidationIterations > 0)
            _validation = new BatchSource(validation, AugmentationPipeline.None(options.Patch), options, seed, "segmentation-validation");
        _loss = new DeepSupervisionLoss(new DiceCrossEntropyLoss(options.BatchDice, options.Labels.IgnoreLabel));
        _rate = new PolynomialRate(options.LearningRate, options.Epochs, options.RatePower);
        _fingerprint = Fingerprint(training, validation);
    }

    /// <summary>Trains from the beginning, or from the last checkpoint.</summary>
    public IReadOnlyList<EpochRecord> Run(bool resume, IProgress<WorkProgress>? progress, CancellationToken ct)
    {
        var state = new TrainingState(_fingerprint, 0, 0, double.NaN, []);
        if (resume && _checkpoints is not null && File.Exists(_checkpoints.Resumable)) state = Restore(_checkpoints);
        int saved = state.NextEpoch;
        while (state.NextEpoch < _options.Epochs)
        {
            EpochRecord record = Epoch(state, progress, ct);
            bool improved = double.IsNaN(state.BestDice) ? !double.IsNaN(record.SmoothedDice) : record.SmoothedDice > state.BestDice;
            state = new TrainingState(_fingerprint, state.NextEpoch + 1, _optimizer.Steps, improved ? record.SmoothedDice : state.BestDice, [.. state.History, record]);
            if (_checkpoints is null) continue;
            if (improved) _checkpoints.SaveWeights(_checkpoints.Best, _network, Metadata(state));
            if (state.NextEpoch < _options.Epochs && (state.NextEpoch - saved >= _options.CheckpointEvery || ct.IsCancellationRequested))
            {
                _checkpoints.SaveResumable(_network, _optimizer, state);
                _checkpoints.SaveWeights(_checkpoints.Latest, _network, Metadata(state));
                saved = state.NextEpoch;
            }
        }

        if (_checkpoints is not null)
        {
            _checkpoints.SaveResumable(_network, _optimizer, state);
            _checkpoints.SaveWeights(_checkpoints.Final, _network, Metadata(state));
            File.Delete(_checkpoints.Latest);
        }

        return state.History;
    }

    private TrainingState Restore(CheckpointFolder checkpoints)
    {
        TrainingState stored = checkpoints.Peek();
        if (stored.Fingerprint != _fingerprint)
        {
            throw new ThcaException(
                SegmentationTrainer.OtherTraining,
                $"'{checkpoints.Resumable}' belongs to a training with other cases, options or seed.",
                "Give the same data, options and seed, or another folder, or start again without --continue.");
        }

        return checkpoints.Restore(_network, _optimizer);
    }

    private EpochRecord Epoch(TrainingState state, IProgress<WorkProgress>? progress, CancellationToken ct)
    {
        int epoch = state.NextEpoch;
        double rate = _rate.At(epoch), sum = 0;
        var queue = new BatchQueue(i => _training.Prepare(epoch, i), _options.Iterations, _compute.MaxDegreeOfParallelism - 1);
        _network.train();
        for (int i = 0; i < _options.Iterations; i++)
        {
            ct.ThrowIfCancellationRequested();
            sum += Step(queue.Take(), rate, epoch, i);
            progress?.Report(new WorkProgress(
                "training", (long)epoch * _options.Iterations + i + 1, (long)_options.Epochs * _options.Iterations, string.Create(CultureInfo.InvariantCulture, $"epoch {epoch + 1}")));
        }

        (double loss, double[] dice) = Validate(epoch, ct);
        double[] known = [.. dice.Where(d => !double.IsNaN(d))];
        double mean = known.Length > 0 ? known.Average() : double.NaN;
        double previous = state.History.Count > 0 ? state.History[^1].SmoothedDice : double.NaN;
        double smoothed = double.IsNaN(previous) ? mean : double.IsNaN(mean) ? previous : Smoothing * previous + (1 - Smoothing) * mean;
        return new EpochRecord(epoch, rate, sum / _options.Iterations, loss, mean, smoothed, dice);
    }

    private double Step(TrainingBatch batch, double rate, int epoch, int iteration)
    {
        using DisposeScope scope = NewDisposeScope();
        int dimensions = _options.Network.Dimensions;
        _optimizer.ZeroGradients();
        Tensor loss = _loss.Forward(_network.ForwardScales(batch.Input(dimensions, _device)), batch.Labels(dimensions, _device));
        double value = loss.item<float>();
        EnsureFinite(value, "loss", epoch, iteration);
        loss.backward();
        EnsureFinite(_optimizer.Clip(_options.GradientClip), "gradient", epoch, iteration);
        _optimizer.Step(rate);
        return value;
    }

    private (double Loss, double[] Dice) Validate(int epoch, CancellationToken ct)
    {
        var counts = new PseudoDice(_options.Network.ClassCount, _options.Labels.IgnoreLabel);
        if (_validation is null) return (double.NaN, counts.Values());
        double sum = 0;
        var queue = new BatchQueue(i => _validation.Prepare(epoch, i), _options.ValidationIterations, _compute.MaxDegreeOfParallelism - 1);
        _network.eval();
        for (int i = 0; i < _options.ValidationIterations; i++)
        {
            ct.ThrowIfCancellationRequested();
            using DisposeScope scope = NewDisposeScope();
            using IDisposable noGradient = no_grad();
            TrainingBatch batch = queue.Take();
            Tensor[] labels = batch.Labels(_options.Network.Dimensions, _device), logits = _network.ForwardScales(batch.Input(_options.Network.Dimensions, _device));
            sum += _loss.Forward(logits, labels).item<float>();
            counts.Add(logits[0], labels[0]);
        }

        return (sum / _options.ValidationIterations, counts.Values());
    }

    private void EnsureFinite(double value, string what, int epoch, int iteration)
    {
        if (double.IsFinite(value)) return;
        string kept = _checkpoints?.LastGood is { } file ? $"The last good checkpoint is {file}." : "No checkpoint was written yet.";
        throw new ThcaException(
            SegmentationTrainer.NotFinite,
            string.Create(CultureInfo.InvariantCulture, $"The {what} is {value} in epoch {epoch + 1}, step {iteration + 1}. {kept}"),
            "Check the images for NaN, or lower the learning rate.");
    }

    private Dictionary<string, string> Metadata(TrainingState state) => new(_options.Metadata)
    {
        ["schema"] = "thca-seg/1",
        ["attention"] = _options.Network.Attention.ToString(),
        ["labels"] = string.Join(',', _options.Labels.All.Select(l => l.Key)),
        [StoredModel.AxesKey] = string.Join(',', _options.Mirror.Select(m => m.Axis)),
        [StoredModel.SwapKey] = _options.Mirror.Any(m => m.Swaps.Count > 0) ? "true" : "false",
        ["epochs"] = string.Create(CultureInfo.InvariantCulture, $"{state.NextEpoch}"),
        ["seed"] = string.Create(CultureInfo.InvariantCulture, $"{_seed.Value}"),
        ["version"] = ProvenanceRecord.ProductVersion,
    };

    private string Fingerprint(IReadOnlyList<ITrainingCase> training, IReadOnlyList<ITrainingCase> validation)
    {
        SegmentationTrainingOptions o = _options;
        NetworkPlan n = o.Network;
        static string Sizes(IReadOnlyList<IReadOnlyList<int>> v) => string.Join('|', v.Select(e => string.Join(',', e)));
        static string Size(GridSize s) => s.ToString();
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            {_seed.Value}; {n.InputChannels} {n.ClassCount} {string.Join(',', n.FeaturesPerStage)} {Sizes(n.KernelSizes)} {Sizes(n.Strides)} {string.Join(',', n.ConvolutionsPerStage)}
            {string.Join(',', n.ConvolutionsPerDecoderStage)} {n.ConvolutionBias} {n.Normalisation} {n.NormEpsilon} {n.NegativeSlope} {n.Attention} {n.AttentionReduction} {n.SpatialGateKernel}
            {Size(o.Patch)} {o.BatchSize} {o.Epochs} {o.Iterations} {o.ValidationIterations} {o.Optimizer} {o.LearningRate} {o.RatePower} {o.Momentum} {o.WeightDecay} {o.GradientClip} {o.BatchDice}
            {o.Sampling.ForegroundFraction} {o.Sampling.LesionProbability} {string.Join(',', o.Labels.All.Select(l => l.Key))}
            {string.Join(',', o.TrainingPipeline.Steps.Select(s => s.Transform.GetType().Name))} {string.Join(',', o.Mirror.Select(m => m.Axis))}
            {string.Join(',', training.Select(c => c.Id))} / {string.Join(',', validation.Select(c => c.Id))}
            """);
        return ContentHash.Of(text).Hex;
    }
}
