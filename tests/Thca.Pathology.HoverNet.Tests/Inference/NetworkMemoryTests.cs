using System.Globalization;
using Thca.Core.Cohorts;
using Thca.Core.Compute;
using Thca.Core.Histology;
using Thca.Pathology.Detection;
using Thca.Pathology.HoverNet.Inference;
using Thca.Pathology.HoverNet.Network;
using Thca.Pathology.Tiling;
using Thca.Testing;

namespace Thca.Pathology.HoverNet.Tests.Inference;

/// <summary>
/// Memory of the full network on a slide of 40,000 x 40,000 pixels. The network looks at a spot in each of six cores only, since each patch takes seconds; the
/// maps of the windows are full size and crowded all the same. Two windows are worked on at once, so three rounds are the steady state of any number.
/// </summary>
public sealed class NetworkMemoryTests
{
    [Fact]
    public void HoverNet_FortyThousandPixels_FiveGigabytes()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("THCA_LONG") == "1", "Set THCA_LONG=1 to run (about 4 minutes).");
        string written = OwnProcess.Run<NetworkMemoryTests>(() =>
        {
            using var folder = new TemporaryFolder();
            string file = folder.File("full.safetensors");
            using (HoverNetwork network = HoverNetwork.Create(new HoverNetPlan())) HoverNetWeights.Of(network).Save(file, []);
            using var detector = new HoverNetDetector(HoverNetWeights.Read(file), new HoverNetInferenceOptions { Device = "cpu", PatchesAtOnce = 2 });
            RgbImage picture = PhantomSamples.Make(1, 32, "memory")[0].Image;
            PixelPoint[] cores = [new(3, 4), new(4, 4), new(5, 4), new(3, 5), new(4, 5), new(5, 5)];
            var options = new SlideDetectionOptions { Tiling = new TilingOptions { SmallestCoverage = 0 } };
            var what = new SlideToDetect { Slide = new SlideId("S1"), Open = () => new SpotSlide(picture, cores), Identity = "spots", Tissue = new SpotSlide(picture, cores).Tissue() };
            SlideDetectionResult result = new SlideDetector(new CrowdedDetector(detector), detector.Description, options).Run(what, folder.File("out"), new ComputeOptions { MaxDegreeOfParallelism = 2 });
            double peak = OwnProcess.PeakBytes / 1e9;
            TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{result.Tiles.Count} cores, {result.Nuclei} instances, peak {peak:F2} GB"));
            Assert.Equal((cores.Length, 1.0), (result.Tiles.Count, result.Coverage));
            Assert.True(result.Nuclei > 90_000, $"{result.Nuclei} nuclei");
            Assert.InRange(peak, 0, 5);
        });
        TestContext.Current.TestOutputHelper?.WriteLine(written);
    }
}
