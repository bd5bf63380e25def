using System.Globalization;
using Thca.Core.Cohorts;
using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Geometry;
using Thca.Core.Outcomes;
using Thca.Core.Provenance;
using Thca.Core.Randomness;
using Thca.Segmentation.Augmentation;
using Thca.Segmentation.Datasets;
using Thca.Segmentation.Inference;
using Thca.Segmentation.Labels;
using Thca.Segmentation.Planning;
using Thca.Segmentation.Preprocessing;
using Thca.Segmentation.Sampling;

namespace Thca.Segmentation.Training;

/// <summary>
/// Trains one fold of a preprocessed data set and writes <c>ThcaTrainer__PLANS__CONFIG/</c> with <c>plans.json</c>, <c>dataset.json</c> and
/// <c>fold_K/</c>: weights, the resumable state, <c>training.json</c>, <c>training.csv</c> and <c>progress.html</c>.
/// </summary>
public static class FoldTrainer
{
    /// <summary>The fold in which every case is for training and for validation.</summary>
    public const string AllCases = "all";

    /// <summary>Options of a training as the plans and the mode say; the caller changes what it wants to.</summary>
    /// <param name="plans">The plans.</param>
    /// <param name="configuration">One of its configurations.</param>
    /// <param name="dataset">Channels and labels.</param>
    /// <param name="mode">Reference: all axes flipped without swap, labels sampled alike.</param>
    /// <exception cref="ThcaException">The configuration is the second stage of a cascade.</exception>
    public static SegmentationTrainingOptions OptionsFor(PlansFile plans, ConfigurationPlan configuration, DatasetJson dataset, AnalysisMode mode = AnalysisMode.Sound)
    {
        configuration.EnsureSingleStage();
        IReadOnlyList<int> patch = configuration.PatchSize;
        bool reference = mode == AnalysisMode.Reference;
        return new SegmentationTrainingOptions
        {
            Network = configuration.NetworkFor(dataset.ChannelNames.Count, dataset.Labels.ClassCount),
            Labels = dataset.Labels,
            Patch = patch is [int z, int y, int x] ? new GridSize(x, y, z) : new GridSize(patch[1], patch[0], 1),
            BatchSize = configuration.BatchSize,
            BatchDice = configuration.BatchDice,
            Mirror = reference ? MirrorAxis.AllWithoutSwap(configuration.Dimensions) : MirrorRule.Sound(plans, configuration.Dimensions, dataset.Labels),
            Sampling = new PatchSamplingOptions { LesionProbability = reference ? null : new PatchSamplingOptions().LesionProbability },
            Metadata = new Dictionary<string, string>
            {
                [StoredModel.ConfigurationKey] = configuration.Name,
                ["network_class"] = configuration.NetworkClassName,
                ["mode"] = mode.ToString(),
                ["plans_sha256"] = ContentHash.Of(plans.ToJson()).Hex,
                ["dataset_sha256"] = ContentHash.Of(dataset.ToJson()).Hex,
            },
        };
    }

    /// <summary>The folder of a training.</summary>
    /// <param name="output">Folder above.</param>
    /// <param name="plans">The plans.</param>
    /// <param name="configuration">The configuration.</param>
    public static string FolderOf(string output, PlansFile plans, ConfigurationPlan configuration) => Path.Combine(output, $"ThcaTrainer__{plans.PlansName}__{configuration.Name}");

    /// <summary>Trains a fold.</summary>
    /// <param name="data">Folder with the preprocessed cases' folder, <c>dataset.json</c> and <c>splits_final.json</c>.</param>
    /// <param name="plans">The plans.</param>
    /// <param name="configuration">The configuration.</param>
    /// <param name="fold">Number of the fold, or <see cref="AllCases"/>.</param>
    /// <param name="output">Folder above the training's.</param>
    /// <param name="options">From <see cref="OptionsFor"/>.</param>
    /// <param name="seed">Seed of everything random.</param>
    /// <param name="resume">Whether to go on from the fold's last checkpoint.</param>
    /// <param name="compute">Threads that prepare batches.</param>
    /// <param name="progress">Training steps finished.</param>
    /// <param name="ct">Stops between steps.</param>
    /// <returns>The trained network; the caller disposes it.</returns>
    /// <exception cref="ThcaException">Cases or folds are missing, or training fails.</exception>
    public static TrainedNetwork Train(
        string data,
        PlansFile plans,
        ConfigurationPlan configuration,
        string fold,
        string output,
        SegmentationTrainingOptions options,
        RandomSeed seed,
        bool resume = false,
        ComputeOptions? compute = null,
        IProgress<WorkProgress>? progress = null,
        CancellationToken ct = default)
    {
        DatasetJson dataset = DatasetJson.Read(Path.Combine(data, DatasetJson.FileName));
        string cases = Path.Combine(data, configuration.DataIdentifier), folder = FolderOf(output, plans, configuration);
        CrossValidationSplit split = SplitOf(data, configuration, fold);
        var opened = new Dictionary<string, PreprocessedTrainingCase>(StringComparer.Ordinal);
        try
        {
            foreach (string id in split.Train.Concat(split.Validation).Distinct()) opened[id] = new PreprocessedTrainingCase(PreprocessedCase.Open(cases, id));
            plans.Write(Path.Combine(folder, "plans.json"));
            dataset.Write(Path.Combine(folder, DatasetJson.FileName));
            string target = Path.Combine(folder, "fold_" + fold);
            TrainedNetwork trained = SegmentationTrainer.Train(
                new TrainingFold<IReadOnlyList<ITrainingCase>>([.. split.Train.Select(id => opened[id])], $"fold {fold}"),
                new EvaluationFold<IReadOnlyList<ITrainingCase>>([.. split.Validation.Select(id => opened[id])], $"fold {fold}"),
                options,
                seed,
                target,
                resume,
                compute,
                progress,
                ct);
            TrainingCurve.Write(target, trained.History, dataset.Labels);
            return trained;
        }
        finally
        {
            foreach (PreprocessedTrainingCase item in opened.Values) item.Dispose();
        }
    }

    /// <summary>The cases of a fold, all of them preprocessed.</summary>
    internal static CrossValidationSplit SplitOf(string data, ConfigurationPlan configuration, string fold)
    {
        string cases = Path.Combine(data, configuration.DataIdentifier);
        if (!Directory.Exists(cases))
            throw new ThcaException(ProblemCodes.FileNotFound, $"There are no preprocessed cases: '{cases}' does not exist.", "Run thca segment preprocess first.");
        IReadOnlyList<string> present = PreprocessedCase.List(cases);
        if (fold == AllCases) return new CrossValidationSplit(present, present);
        string file = Path.Combine(data, CrossValidationSplit.FileName);
        if (!File.Exists(file)) throw new ThcaException(ProblemCodes.FileNotFound, $"'{file}' does not exist.", "Run thca segment preprocess, which writes it, or train --fold all.");
        IReadOnlyList<CrossValidationSplit> folds = CrossValidationSplit.Read(file);
        if (!int.TryParse(fold, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number >= folds.Count)
            throw new OptionsException([string.Create(CultureInfo.InvariantCulture, $"The fold is '{fold}'; expected 0 to {folds.Count - 1}, or {AllCases}.")]);
        string[] absent = [.. folds[number].Train.Concat(folds[number].Validation).Except(present)];
        if (absent.Length > 0)
        {
            throw new ThcaException(
                ProblemCodes.FileNotFound, $"{absent.Length} cases of the fold are not preprocessed, e.g. '{absent[0]}'.", "Run thca segment preprocess again and look at its failed cases.");
        }

        return folds[number];
    }
}
