using Thca.Core.Contracts;
using Thca.Core.Randomness;
using Thca.Core.Volumes;
using Thca.Imaging;
using Thca.Segmentation.Datasets;
using Thca.Segmentation.Evaluation;
using Thca.Segmentation.Inference;
using Thca.Segmentation.Planning;
using Thca.Segmentation.Preprocessing;
using Thca.Segmentation.Tests.Datasets;
using Thca.Segmentation.Training;
using Thca.Testing;

namespace Thca.Segmentation.Tests.Documentation;

public class TrainingExampleTests
{
    [Fact]
    public void Example_of_training_and_prediction()
    {
        using var temporary = new TemporaryFolder();
        DatasetFolder folder = PhantomDataset.Create(temporary.FullName);
        string data = temporary.File("preprocessed"), output = temporary.File("results"), image = folder.Cases[0].Images[0];
        FingerprintResult fingerprint = FingerprintExtractor.Run(folder);
        PlansFile made = ExperimentPlanner.Plan(fingerprint.Fingerprint, folder.Description, folder.Name, new PlannerOptions { BaseFeatures = 4 });
        made.Write(Path.Combine(data, "nnUNetPlans.json"));
        DatasetPreprocessor.Run(folder, made, data, new PreprocessingOptions { Configurations = ["3d_fullres"] });

        #region train
        PlansFile plans = PlansFile.Read(Path.Combine(data, "nnUNetPlans.json"));
        ConfigurationPlan configuration = plans.Configuration("3d_fullres");
        DatasetJson dataset = DatasetJson.Read(Path.Combine(data, "dataset.json"));
        SegmentationTrainingOptions options = FoldTrainer.OptionsFor(plans, configuration, dataset) with { Epochs = 2, Iterations = 3, ValidationIterations = 1 };
        using TrainedNetwork trained = FoldTrainer.Train(data, plans, configuration, "0", output, options, RandomSeed.Default);
        double loss = trained.History[^1].TrainingLoss;   // -1 is the best possible
        EvaluationResult held = FoldValidation.Run(data, plans, configuration, "0", output);   // masks and summary.json in fold_0/validation
        #endregion

        #region predict
        Volume<float> ct = VolumeFile.Read<float>(image);
        using SegmentationModel model = SegmentationModel.Load(WeightFiles.Find(FoldTrainer.FolderOf(output, plans, configuration)));
        var segmenter = new LesionSegmenter(model);   // an ILesionSegmenter
        LesionSegmentation result = segmenter.Segment(ct);
        double millilitres = result.Volume((int)AnatomicalLabel.Lesion) / 1000;
        string flags = string.Join(' ', result.Flags);   // empty, or what a person should look at
        #endregion

        Assert.All(held.Cases, c => Assert.True(c.Labels.Succeeded));
        Assert.True(double.IsFinite(loss) && millilitres >= 0 && flags is not null);
        Assert.Equal(ct.Geometry, result.Labels.Geometry);
    }
}
