using Thca.Core.Cohorts;
using Thca.Core.Randomness;
using Thca.Pathology.Detection;
using Thca.Pathology.HoverNet.Datasets;
using Thca.Pathology.HoverNet.Inference;
using Thca.Pathology.HoverNet.Network;
using Thca.Pathology.HoverNet.Training;
using Thca.Pathology.Nuclei;
using Thca.Pathology.Slides;
using Thca.Testing;

namespace Thca.Pathology.HoverNet.Tests.Documentation;

public class HoverNetExampleTests
{
    [Fact]
    public void Snippets_Run()
    {
        using var folder = new TemporaryFolder();
        string slidePath = folder.File("slide.png"), weightsPath = folder.File("model", "model.safetensors"), slideFolder = folder.File("slide");
        IReadOnlyList<NucleusSample> samples = PhantomSamples.Make(1, 128, "example");
        FlatImageFile.WritePng(slidePath, samples[0].Image);
        TrainedHoverNet trained = Train(samples, folder.File("model"));
        Assert.Single(trained.History);
        SlideDetectionResult result = Detect(slidePath, weightsPath, slideFolder);
        Assert.Equal(result.Nuclei, NucleusTableReader.ReadAll(result.NucleiPath).Nuclei.Count);
    }

    private static TrainedHoverNet Train(IReadOnlyList<NucleusSample> samples, string modelFolder)
    {
        #region train
        var options = new HoverNetTrainingOptions
        {
            Plan = new HoverNetPlan { WidthDivisor = 8 }, PatchSize = 104, Epochs = 1, BatchSize = 1, Device = "cpu",
        };
        TrainedHoverNet trained = HoverNetTrainer.Train(
            new TrainingFold<IReadOnlyList<NucleusSample>>(samples), validation: null, options, new RandomSeed(42), folder: modelFolder);
        #endregion
        return trained;
    }

    private static SlideDetectionResult Detect(string slidePath, string weightsPath, string slideFolder)
    {
        #region detect
        HoverNetWeights weights = HoverNetWeights.Read(weightsPath);             // .safetensors, .pth, .pt, .tar; nothing is executed
        using var detector = new HoverNetDetector(weights, new HoverNetInferenceOptions { Device = "cpu" });

        var slide = new SlideToDetect
        {
            Slide = new SlideId("S1"),
            Open = () => SlideFile.Open(slidePath, new SlideOpenOptions { MppX = 0.25, MppY = 0.25 }),
            Identity = SlideIdentity.Of(slidePath).Hex,
        };
        SlideDetectionResult result = new SlideDetector(detector, detector.Description).Run(slide, slideFolder);
        #endregion
        return result;
    }
}
