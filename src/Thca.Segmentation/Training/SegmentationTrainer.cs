using System.Globalization;
using Thca.Core.Cohorts;
using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Core.Randomness;
using Thca.Segmentation.Architectures;
using Thca.Segmentation.Sampling;
using Thca.Torch;
using TorchSharp;

namespace Thca.Segmentation.Training;

/// <summary>
/// Trains one fold as nnU-Net does: patches, augmentation, Dice and cross-entropy with deep supervision, gradient clipping, a polynomial rate,
/// pseudo-Dice on validation patches. Same cases, options and seed give the same weights at any number of threads, with and without interruption.
/// </summary>
public static class SegmentationTrainer
{
    /// <summary>Code of a training whose loss or gradient is no longer a number.</summary>
    public const string NotFinite = "LOSS_NOT_FINITE";

    /// <summary>Code of a folder that holds the state of a training with other cases, options or seed.</summary>
    public const string OtherTraining = "OTHER_TRAINING";

    /// <summary>Trains a network.</summary>
    /// <param name="training">Cases to learn from.</param>
    /// <param name="validation">Cases the pseudo-Dice is computed on; null or empty: none.</param>
    /// <param name="options">Network, patches, optimiser, schedule.</param>
    /// <param name="seed">Seed of initial weights, patches and augmentation.</param>
    /// <param name="folder">Where checkpoints go; null keeps everything in memory.</param>
    /// <param name="resume">Whether to go on from the folder's last checkpoint, if there is one.</param>
    /// <param name="compute">Threads that prepare batches; never changes a result.</param>
    /// <param name="progress">Training steps finished.</param>
    /// <param name="ct">Stops between steps; with a folder, the last checkpoint is kept.</param>
    /// <exception cref="OptionsException">Options are outside their range, or the device is not there.</exception>
    /// <exception cref="ThcaException">
    /// There is no case, a case has other channels, the loss is no longer finite (<see cref="NotFinite"/>), a checkpoint cannot be written, the
    /// folder belongs to another training (<see cref="OtherTraining"/>), or more memory is needed than there is.
    /// </exception>
    public static TrainedNetwork Train(
        TrainingFold<IReadOnlyList<ITrainingCase>> training,
        EvaluationFold<IReadOnlyList<ITrainingCase>>? validation,
        SegmentationTrainingOptions options,
        RandomSeed seed,
        string? folder = null,
        bool resume = false,
        ComputeOptions? compute = null,
        IProgress<WorkProgress>? progress = null,
        CancellationToken ct = default)
    {
        CheckpointFolder? checkpoints = folder is null ? null : new CheckpointFolder(folder);
        return Train(training.Data, validation?.Data ?? [], options, seed, checkpoints, resume, compute, progress, ct);
    }

    internal static TrainedNetwork Train(
        IReadOnlyList<ITrainingCase> training,
        IReadOnlyList<ITrainingCase> validation,
        SegmentationTrainingOptions options,
        RandomSeed seed,
        CheckpointFolder? checkpoints,
        bool resume = false,
        ComputeOptions? compute = null,
        IProgress<WorkProgress>? progress = null,
        CancellationToken ct = default)
    {
        options.Validate();
        EnsureCases(training, validation, options.Network.InputChannels);
        MemoryBudget.EnsureFits(
            NetworkMemory.TrainingBytes(options.Network, options.Patch, options.BatchSize),
            string.Create(CultureInfo.InvariantCulture, $"Training with batches of {options.BatchSize} patches of {options.Patch}"),
            "Use a smaller patch or batch, or plan for less memory.");
        UNet network = UNet.Create(options.Network, seed.DeriveInt32("segmentation-weights"));
        try
        {
            network.to(ComputeDevice.Resolve(options.Device));
            using var optimizer = WeightOptimizer.Create(network, options);
            var loop = new TrainingLoop(network, optimizer, options, seed, training, validation, checkpoints, compute ?? ComputeOptions.Default);
            IReadOnlyList<EpochRecord> history = loop.Run(resume, progress, ct);
            network.eval();
            return new TrainedNetwork(network, history);
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    private static void EnsureCases(IReadOnlyList<ITrainingCase> training, IReadOnlyList<ITrainingCase> validation, int channels)
    {
        if (training.Count == 0)
            throw new ThcaException(ProblemCodes.TrainingDataInsufficient, "There is no training case.", "Preprocess the data set, and check the folds.");
        foreach (ITrainingCase item in training.Concat(validation).Where(c => c.Channels != channels))
        {
            throw new ThcaException(
                ProblemCodes.FormatUnsupported,
                string.Create(CultureInfo.InvariantCulture, $"Case '{item.Id}' has {item.Channels} channels; the network takes {channels}."),
                "Plan and preprocess the data set again.");
        }
    }
}
