using System.Text.Json;
using System.Text.Json.Nodes;
using Thca.Core.Compute;
using Thca.Core.Contracts;
using Thca.Core.Files;
using Thca.Core.Randomness;
using Thca.Core.Volumes;
using Thca.Imaging;
using Thca.Phantoms.Ct;
using Thca.Segmentation.Augmentation;
using Thca.Segmentation.Datasets;
using Thca.Segmentation.Inference;
using Thca.Segmentation.Labels;
using Thca.Segmentation.Planning;
using Thca.Segmentation.Preprocessing;
using Thca.Segmentation.Training;

namespace Thca.Pipelines.Segmentation;

/// <summary>
/// The segmentation in small: CTs with jittered anatomy are generated as an nnU-Net data set, planned, preprocessed, a small network is trained on
/// them, and CTs it never saw are segmented and compared with their truth. Needs the native torch library.
/// </summary>
public static class PhantomSegmentationStudy
{
    /// <summary>Name of the data set's folder.</summary>
    public const string Dataset = "Dataset001_NeckPhantom";

    private const string Configuration = "3d_fullres";
    private const int MostStages = 3;

    /// <summary>Runs the study.</summary>
    /// <param name="folder">Where the data set, the training and the predictions go.</param>
    /// <param name="options">Default <see cref="PhantomSegmentationOptions"/>.</param>
    /// <param name="seed">Seed of everything random.</param>
    /// <param name="compute">Threads; never changes a result.</param>
    /// <param name="progress">Cases and training steps finished.</param>
    /// <param name="ct">Stops between cases and steps.</param>
    /// <returns>One record per unseen CT.</returns>
    /// <exception cref="Core.Errors.NativeLibraryException">torch cannot be loaded.</exception>
    public static IReadOnlyList<PhantomSegmentationCase> Run(
        string folder,
        PhantomSegmentationOptions? options = null,
        RandomSeed? seed = null,
        ComputeOptions? compute = null,
        IProgress<WorkProgress>? progress = null,
        CancellationToken ct = default)
    {
        options ??= new PhantomSegmentationOptions();
        options.Validate();
        RandomSeed random = seed ?? RandomSeed.Default;
        string dataset = Path.Combine(folder, Dataset);
        DatasetFolder data = WriteDataset(dataset, options, random);
        PlansFile plans = Plan(data, options, compute, ct);
        DatasetPreprocessor.Run(data, plans, dataset, new PreprocessingOptions { Configurations = [Configuration], Folds = Math.Clamp(options.TrainingCases, 2, 5) }, compute, ct: ct);
        ConfigurationPlan configuration = plans.Configuration(Configuration);
        SegmentationTrainingOptions training = Training(plans, configuration, data.Description, options);
        TrainedNetwork trained = FoldTrainer.Train(dataset, plans, configuration, FoldTrainer.AllCases, folder, training, random, compute: compute, progress: progress, ct: ct);
        using SegmentationModel model = SegmentationModel.Of(trained.Network, plans, Configuration, data.Description, training.Mirror, training.Device);
        var segmenter = new LesionSegmenter(model);
        return [.. Enumerable.Range(0, options.TestCases).Select(i => Predict(segmenter, Path.Combine(folder, "predictions"), i, options, random, compute, ct))];
    }

    private static DatasetFolder WriteDataset(string dataset, PhantomSegmentationOptions options, RandomSeed seed)
    {
        DatasetJson.ForThyroid(options.TrainingCases).Write(Path.Combine(dataset, DatasetJson.FileName));
        for (int i = 0; i < options.TrainingCases; i++)
        {
            NeckCtCase phantom = Generate("train", i, options, seed);
            string id = FormattableString.Invariant($"phantom_{i + 1:000}");
            VolumeFile.Write(phantom.Ct.Select(v => (short)v), DatasetFolder.ImagePath(dataset, id, 0));
            VolumeFile.WriteLabelMap(phantom.Labels, DatasetFolder.LabelPath(dataset, id));
        }

        return DatasetFolder.Open(dataset);
    }

    // Side and size of the lesion vary from case to case, and the anatomy with the seed.
    private static NeckCtCase Generate(string part, int index, PhantomSegmentationOptions options, RandomSeed seed)
    {
        RandomStream random = seed.Stream("segmentation-phantom", part, index);
        var image = new NeckCtOptions
        {
            Size = options.Size,
            Spacing = options.Spacing,
            Side = random.NextInt(2) == 0 ? LesionSide.Left : LesionSide.Right,
            LesionDiameter = 13 + 7 * random.NextDouble(),
        };
        return NeckCtPhantom.Generate(image, new RandomSeed(seed.DeriveInt32("segmentation-phantom-" + part, "", index)));
    }

    private static PlansFile Plan(DatasetFolder data, PhantomSegmentationOptions options, ComputeOptions? compute, CancellationToken ct)
    {
        FingerprintResult fingerprint = FingerprintExtractor.Run(data, new FingerprintOptions(), compute, ct: ct);
        PlansFile plans = ExperimentPlanner.Plan(
            fingerprint.Fingerprint, data.Description, data.Name, new PlannerOptions { BaseFeatures = options.BaseFeatures, MaximumFeatures3D = 4 * options.BaseFeatures, MaximumFeatures2D = 4 * options.BaseFeatures });
        string path = Path.Combine(data.FullName, plans.PlansName + ".json");
        AtomicFile.WriteAllText(path, Shallow(plans));
        return PlansFile.Read(path);
    }

    // On so coarse a grid a few hundred steps suffice for three stages, not for the four that are planned.
    private static string Shallow(PlansFile plans)
    {
        JsonNode json = JsonNode.Parse(plans.ToJson())!, network = json["configurations"]![Configuration]!["architecture"]!["arch_kwargs"]!;
        int stages = Math.Min(MostStages, network["n_stages"]!.GetValue<int>());
        network["n_stages"] = stages;
        foreach (string perStage in (string[])["features_per_stage", "kernel_sizes", "strides", "n_conv_per_stage"]) Cut(network[perStage]!.AsArray(), stages);
        Cut(network["n_conv_per_stage_decoder"]!.AsArray(), stages - 1);
        return json.ToJsonString(new JsonSerializerOptions { WriteIndented = true, NewLine = "\n" });
    }

    private static void Cut(JsonArray values, int count)
    {
        while (values.Count > count) values.RemoveAt(values.Count - 1);
    }

    // A few hundred steps: Adam, and of the augmentation only what costs nothing.
    private static SegmentationTrainingOptions Training(PlansFile plans, ConfigurationPlan configuration, DatasetJson dataset, PhantomSegmentationOptions options)
    {
        SegmentationTrainingOptions planned = FoldTrainer.OptionsFor(plans, configuration, dataset);
        int perEpoch = Math.Min(10, options.Iterations);
        return planned with
        {
            Augmentation = AugmentationPipeline.NoiseOnly(planned.Patch, planned.Mirror),
            Optimizer = OptimizerKind.AdamW,
            LearningRate = 0.005,
            WeightDecay = 0.01,
            Epochs = options.Iterations / perEpoch,
            Iterations = perEpoch,
            ValidationIterations = 0,
            CheckpointEvery = int.MaxValue,
            Device = "cpu",
        };
    }

    private static PhantomSegmentationCase Predict(
        LesionSegmenter segmenter, string folder, int index, PhantomSegmentationOptions options, RandomSeed seed, ComputeOptions? compute, CancellationToken ct)
    {
        NeckCtCase phantom = Generate("test", index, options, seed);
        string id = FormattableString.Invariant($"unseen_{index + 1:000}");
        LesionSegmentation result = segmenter.Segment(phantom.Ct, id, compute, null, ct);
        VolumeFile.Write(phantom.Ct.Select(v => (short)v), Path.Combine(folder, id + "_0000.nii.gz"));
        VolumeFile.WriteLabelMap(phantom.Labels, Path.Combine(folder, id + "_truth.nii.gz"));
        VolumeFile.WriteLabelMap(result.Labels, Path.Combine(folder, id + ".nii.gz"));
        Dictionary<string, double> dice = AnatomicalStructure.All.Skip(1).ToDictionary(s => s.Name, s => Dice(phantom.Labels, result.Labels, (int)s.Label));
        return new PhantomSegmentationCase(id, dice[AnatomicalStructure.Of(AnatomicalLabel.Lesion).Name], dice, result.Flags);
    }

    private static double Dice(LabelMap truth, LabelMap found, int label)
    {
        int both = 0, sum = 0;
        for (int i = 0; i < truth.Labels.Length; i++)
        {
            bool a = truth.Labels[i] == label, b = found.Labels[i] == label;
            both += a && b ? 1 : 0;
            sum += (a ? 1 : 0) + (b ? 1 : 0);
        }

        return sum == 0 ? double.NaN : 2.0 * both / sum;
    }
}
