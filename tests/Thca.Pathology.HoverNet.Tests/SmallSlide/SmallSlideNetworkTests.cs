using System.Globalization;
using Thca.Core.Cohorts;
using Thca.Core.Compute;
using Thca.Core.Contracts;
using Thca.Core.Histology;
using Thca.Core.Randomness;
using Thca.Pathology.Detection;
using Thca.Pathology.HoverNet.Datasets;
using Thca.Pathology.HoverNet.Inference;
using Thca.Pathology.HoverNet.Network;
using Thca.Pathology.HoverNet.Training;
using Thca.Pathology.Nuclei;
using Thca.Pathology.Slides;
using Thca.Pathology.Tiling;
using Thca.Pathology.Tissue;
using Thca.Phantoms.Histology;
using Thca.Testing;
using Slide = Thca.Pathology.Tests.SmallSlide.SmallSlide;

namespace Thca.Pathology.HoverNet.Tests.SmallSlide;

/// <summary>A part of the small slide by the width/8 network, trained here on tiles of other phantoms.</summary>
public sealed class SmallSlideNetworkTests : IDisposable
{
    /// <summary>Where both resolutions are compared: inside the large island, corners on pixels of the tissue mask.</summary>
    private static readonly PixelBox Part = new(1280, 1280, 2560, 2560);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TrainedNetwork_FindsTrueNuclei_AsManyAtHalfTheResolution()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("THCA_LONG") == "1", "Set THCA_LONG=1 to run (about 5 minutes).");
        HistologyPhantom phantom = Slide.Create();
        RgbImage pixels = phantom.Render().Image;
        NucleusTruth[] truth = [.. phantom.Nuclei(Part).Where(n => Part.Contains(n.CentroidX, n.CentroidY))];
        using var detector = new HoverNetDetector(Train(), new HoverNetInferenceOptions { Device = "cpu", PatchesAtOnce = ComputeOptions.Default.MaxDegreeOfParallelism });
        IReadOnlyList<Nucleus> full = Detect(detector, pixels, 0.25), half = Detect(detector, ImageScaling.Resize(pixels, Slide.Side / 2, Slide.Side / 2), 0.5);
        double real = full.Count(n => truth.Any(t => Holds(t, n))) / (double)full.Count;
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{truth.Length} true nuclei; {full.Count} found at 0.25 µm, {real:P0} of them on a true one; {half.Count} at 0.5 µm"));
        Assert.True(real > 0.9, $"{real:P0} of the nuclei lie on true ones");
        Assert.InRange(half.Count, 0.85 * full.Count, 1.15 * full.Count);
    }

    private static HoverNetWeights Train() => HoverNetTrainer.Train(
        new TrainingFold<IReadOnlyList<NucleusSample>>(PhantomSamples.Make(5, 512, "train", 0.0008)), null,
        new HoverNetTrainingOptions
        {
            Plan = new HoverNetPlan { WidthDivisor = 8 }, PatchSize = 192, BatchSize = 2, StepsPerEpoch = 10, Epochs = 16, LearningRate = 2e-3, DecayEvery = 11, DecayFactor = 0.2,
            Affine = false, ColourAugmentation = false, StainAugmentation = 0, Device = "cpu",
        },
        RandomSeed.Default).Weights;

    /// <summary>
    /// Nuclei in the part. Of this hardly trained network the post-processing finds about half: it scales by the extremes of a window, and distances that overshoot
    /// anywhere make all others small. Windows are therefore small.
    /// </summary>
    private IReadOnlyList<Nucleus> Detect(HoverNetDetector detector, RgbImage pixels, double mpp)
    {
        string path = _folder.File(FormattableString.Invariant($"slide{mpp}.tif")), part = path + ".geojson";
        new PyramidTiffWriter().Write(path, pixels.Width, pixels.Height, mpp, box => Cut(pixels, box));
        (double from, double to) = (Part.X0 * 0.25 / mpp, Part.X1 * 0.25 / mpp);
        File.WriteAllText(part, FormattableString.Invariant($"{{\"type\":\"Polygon\",\"coordinates\":[[[{from},{from}],[{to},{from}],[{to},{to}],[{from},{to}],[{from},{from}]]]}}"));
        using ISlideReader reader = SlideFile.Open(path);
        TissueMask tissue = TissueDetector.Detect(reader, new TissueOptions { CheckFocus = false }, RoiPolygons.Read(part)).Value;
        var what = new SlideToDetect { Slide = new SlideId("S1"), Open = () => SlideFile.Open(path), Identity = SlideIdentity.Of(path).Hex, Tissue = tissue };
        SlideDetectionResult result = new SlideDetector(detector, detector.Description, new SlideDetectionOptions { Tiling = new TilingOptions { Core = 728 } }).Run(what, path + ".out");
        Assert.Equal(1, result.Coverage, 1e-9);
        return [.. NucleusTableReader.ReadAll(result.NucleiPath).Nuclei.Where(n => n.RegionId > 0)];
    }

    private static bool Holds(NucleusTruth truth, Nucleus found)
    {
        (int x, int y) = ((int)Math.Round(found.CentroidX) - truth.Box.X0, (int)Math.Round(found.CentroidY) - truth.Box.Y0);
        return x >= 0 && y >= 0 && x < truth.Box.Width && y < truth.Box.Height && truth.Pixels[y * truth.Box.Width + x];
    }

    private static RgbImage Cut(RgbImage image, PixelBox box)
    {
        RgbImage part = RgbImage.White(box.Width, box.Height);
        for (int y = 0; y < box.Height; y++) image.Row(box.Y0 + y).Slice(3 * box.X0, 3 * box.Width).CopyTo(part.Pixels.AsSpan(3 * y * box.Width));
        return part;
    }
}
