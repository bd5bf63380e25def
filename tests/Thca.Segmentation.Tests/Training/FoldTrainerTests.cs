using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Core.Randomness;
using Thca.Segmentation.Datasets;
using Thca.Segmentation.Planning;
using Thca.Segmentation.Preprocessing;
using Thca.Segmentation.Tests.Datasets;
using Thca.Segmentation.Tests.Planning;
using Thca.Segmentation.Training;
using Thca.Testing;

namespace Thca.Segmentation.Tests.Training;

public class FoldTrainerTests
{
    [Fact]
    public void OptionsFor_TheSecondStageOfACascade_IsRefusedWithAReason()
    {
        PlansFile plans = ExperimentPlannerTests.Plan("A", new PlannerOptions());
        ThcaException error = Assert.Throws<ThcaException>(() => FoldTrainer.OptionsFor(plans, plans.Configuration("3d_cascade_fullres"), DatasetJson.ForThyroid(5)));
        Assert.Equal(ProblemCodes.FormatUnsupported, error.Code);
        Assert.Contains("prediction of 3d_lowres", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_ASingleCase_HasNoFolds_ButCanBeLearntWhole()
    {
        using TemporaryFolder folder = new();
        DatasetFolder dataset = PhantomDataset.Create(folder.FullName, cases: 1);
        PlansFile plans = ExperimentPlanner.Plan(FingerprintExtractor.Run(dataset).Fingerprint, dataset.Description, dataset.Name, new PlannerOptions { BaseFeatures = 4 });
        string data = folder.File("data");
        DatasetPreprocessor.Run(dataset, plans, data, new PreprocessingOptions { Configurations = ["3d_fullres"] });
        ConfigurationPlan configuration = plans.Configuration("3d_fullres");
        SegmentationTrainingOptions options = FoldTrainer.OptionsFor(plans, configuration, dataset.Description) with { Epochs = 1, Iterations = 1, ValidationIterations = 0, Device = "cpu" };
        ThcaException error = Assert.Throws<ThcaException>(() => FoldTrainer.Train(data, plans, configuration, "0", folder.File("out"), options, RandomSeed.Default));
        Assert.Equal(ProblemCodes.FileNotFound, error.Code);
        Assert.Contains("--fold all", error.Remedy, StringComparison.Ordinal);
        using TrainedNetwork trained = FoldTrainer.Train(data, plans, configuration, FoldTrainer.AllCases, folder.File("out"), options, RandomSeed.Default);
        Assert.True(double.IsFinite(Assert.Single(trained.History).TrainingLoss));
    }
}
