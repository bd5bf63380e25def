using System.Diagnostics;
using System.Text.Json.Nodes;
using Thca.Core.Contracts;
using Thca.Core.Randomness;
using Thca.Core.Volumes;
using Thca.Imaging;
using Thca.Segmentation.Augmentation;
using Thca.Segmentation.Datasets;
using Thca.Segmentation.Inference;
using Thca.Segmentation.Labels;
using Thca.Segmentation.Planning;
using Thca.Segmentation.Preprocessing;
using Thca.Segmentation.Training;
using Thca.Testing;

namespace Thca.Segmentation.Tests.Training;

/// <summary>A real CT learnt by heart through the whole chain: data set, plans, preprocessing, training, sliding window, the CT's own grid.</summary>
public class RealCaseTests(ITestOutputHelper output)
{
    private static readonly int[] Organs = [5, 20, 1, 86, 87];

    [Fact]
    public void TrainAndPredict_CropOfARealCt_FiveOrgans_ReachesDice085()
    {
        Long.Only();
        Volume<float> ct = VolumeFile.Read<float>(SharedData.Path("data", "ct", "body_ct_3mm_crop.nii.gz"));
        LabelMap organs = VolumeFile.ReadLabelMap(SharedData.Path("data", "ct", "body_ct_3mm_crop_organs.nii.gz"));
        using TemporaryFolder temporary = new();
        string folder = Environment.GetEnvironmentVariable("THCA_KEEP") ?? temporary.FullName;
        var truth = new LabelMap(ct.Geometry, [.. organs.Labels.ToArray().Select(l => Array.IndexOf(Organs, l) + 1)]);
        LabelSet labels = new(((string[])["background", "liver", "colon", "spleen", "autochthon_left", "autochthon_right"]).Select((n, i) => KeyValuePair.Create(n, i)));
        (PlansFile plans, DatasetJson dataset) = Prepare(folder, ct, truth, labels);
        ConfigurationPlan configuration = plans.Configuration("3d_fullres");
        SegmentationTrainingOptions planned = FoldTrainer.OptionsFor(plans, configuration, dataset);
        SegmentationTrainingOptions options = planned with
        {
            Mirror = [],
            Augmentation = AugmentationPipeline.NoiseOnly(planned.Patch),
            Optimizer = OptimizerKind.AdamW,
            LearningRate = 0.005,
            WeightDecay = 0.01,
            Epochs = 60,
            Iterations = 10,
            ValidationIterations = 0,
            CheckpointEvery = 10,
            Device = "cpu",
        };
        var clock = Stopwatch.StartNew();
        TrainedNetwork trained = FoldTrainer.Train(folder, plans, configuration, FoldTrainer.AllCases, folder, options, new RandomSeed(42), resume: true);
        using SegmentationModel model = SegmentationModel.Of(trained.Network, plans, "3d_fullres", dataset, options.Mirror, "cpu");
        LabelMap found = new LesionSegmenter(model).Segment(ct).Labels;
        VolumeFile.WriteLabelMap(found, Path.Combine(folder, "crop.nii.gz"));
        double[] dice = [.. labels.Foreground.Select(l => Dice(truth, found, l))];
        output.WriteLine(FormattableString.Invariant($"mean Dice {dice.Average():0.000} ({string.Join(' ', dice.Select(d => d.ToString("0.000", System.Globalization.CultureInfo.InvariantCulture)))}), wall {clock.Elapsed.TotalSeconds:0} s, CPU {Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds:0} s"));

        Volume<float> whole = VolumeFile.Read<float>(SharedData.Path("data", "ct", "body_ct_3mm.nii.gz"));
        LesionSegmentation body = new LesionSegmenter(model).Segment(whole);
        VolumeFile.WriteLabelMap(body.Labels, Path.Combine(folder, "whole.nii.gz"));
        output.WriteLine($"whole body: labels {string.Join(' ', body.Labels.DistinctLabels())} on {body.Labels.Geometry}");
        Assert.Equal(whole.Geometry, body.Labels.Geometry);
        Assert.True(dice.Average() >= 0.85, $"mean Dice {dice.Average()}");
    }

    private static (PlansFile Plans, DatasetJson Dataset) Prepare(string folder, Volume<float> ct, LabelMap truth, LabelSet labels)
    {
        DatasetJson.Create(["CT"], labels, 1).Write(Path.Combine(folder, DatasetJson.FileName));
        VolumeFile.Write(ct, DatasetFolder.ImagePath(folder, "body", 0));
        VolumeFile.WriteLabelMap(truth, DatasetFolder.LabelPath(folder, "body"));
        DatasetFolder data = DatasetFolder.Open(folder);
        FingerprintResult fingerprint = FingerprintExtractor.Run(data, new FingerprintOptions());
        string path = Path.Combine(folder, "nnUNetPlans.json");
        ExperimentPlanner.Plan(fingerprint.Fingerprint, data.Description, "Dataset009_Body", new PlannerOptions { BaseFeatures = 8, MaximumFeatures3D = 64, MaximumFeatures2D = 64 }).Write(path);

        // Patches and network of the check: 32 x 48 x 48, widths 8 to 64.
        JsonNode json = JsonNode.Parse(File.ReadAllText(path))!;
        JsonNode configuration = json["configurations"]!["3d_fullres"]!, arch = configuration["architecture"]!["arch_kwargs"]!;
        static JsonArray Rows(params int[][] rows) => [.. rows.Select(r => new JsonArray([.. r.Select(v => (JsonNode)v)]))];
        configuration["patch_size"] = new JsonArray(32, 48, 48);
        configuration["batch_size"] = 2;
        arch["n_stages"] = 4;
        arch["features_per_stage"] = new JsonArray(8, 16, 32, 64);
        arch["kernel_sizes"] = Rows([3, 3, 3], [3, 3, 3], [3, 3, 3], [3, 3, 3]);
        arch["strides"] = Rows([1, 1, 1], [2, 2, 2], [2, 2, 2], [2, 2, 2]);
        arch["n_conv_per_stage"] = new JsonArray(2, 2, 2, 2);
        arch["n_conv_per_stage_decoder"] = new JsonArray(2, 2, 2);
        File.WriteAllText(path, json.ToJsonString());
        PlansFile plans = PlansFile.Read(path);
        DatasetPreprocessor.Run(data, plans, folder, new PreprocessingOptions { Configurations = ["3d_fullres"] });
        return (plans, data.Description);
    }

    private static double Dice(LabelMap truth, LabelMap found, int label)
    {
        int both = 0, sum = 0;
        for (int i = 0; i < truth.Labels.Length; i++)
        {
            both += truth.Labels[i] == label && found.Labels[i] == label ? 1 : 0;
            sum += (truth.Labels[i] == label ? 1 : 0) + (found.Labels[i] == label ? 1 : 0);
        }

        return 2.0 * both / sum;
    }
}
