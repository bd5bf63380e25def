using Thca.Core.Cohorts;
using Thca.Core.Contracts;
using Thca.Core.Errors;
using Thca.Core.Histology;
using Thca.Core.Randomness;
using Thca.Pathology.Detection;
using Thca.Pathology.Detection.Instances;
using Thca.Pathology.HoverNet.Datasets;
using Thca.Pathology.HoverNet.Evaluation;
using Thca.Pathology.HoverNet.Inference;
using Thca.Pathology.HoverNet.Network;
using Thca.Pathology.Nuclei;
using Thca.Pathology.Slides;
using Thca.Pathology.Stains;
using Thca.Pathology.Tiling;
using Thca.Phantoms.Histology;
using Thca.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace Thca.Pathology.HoverNet.Tests.Inference;

public class HoverNetDetectorTests
{
    private static readonly NucleusSample Sample = PhantomSamples.Make(1, 200, "inference")[0];
    private static readonly HoverNetWeights Weights = HoverNetWeights.Of(HoverNetwork.Create(new HoverNetPlan { WidthDivisor = 8 }, 3));

    [Fact]
    public void Predict_PatchesOfAWindow_EqualTheNetworkOnEachPatch()
    {
        using var detector = new HoverNetDetector(Weights, new HoverNetInferenceOptions { Device = "cpu", PatchSize = 128 });
        DetectionWindow window = HoverNetEvaluator.Window(Sample, detector.Context);
        NucleusMaps maps = detector.Predict(window);
        Assert.Equal((200, 200), (maps.Width, maps.Height));
        using HoverNetwork network = Weights.CreateNetwork();
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        // The patch whose output starts at (72, 36).
        var pixels = new float[3 * 128 * 128];
        for (int c = 0; c < 3; c++) for (int y = 0; y < 128; y++) for (int x = 0; x < 128; x++) pixels[(c * 128 + y) * 128 + x] = window.Image.Pixels[3 * ((y + 36) * window.Image.Width + x + 72) + c];
        HoverNetOutput output = network.Forward(tensor(pixels, [1, 3, 128, 128]));
        Tensor probability = nn.functional.softmax(output.Nuclei, 1)[0, 1];
        for (int i = 0; i < 36; i++)
        {
            int at = (36 + i) * 200 + 72 + i;
            Assert.Equal(probability[i, i].item<float>(), maps.Probability[at], 1e-6f);
            Assert.Equal(output.Distances[0, 0, i, i].item<float>(), maps.Horizontal[at], 1e-5f);
            Assert.Equal(output.Distances[0, 1, i, i].item<float>(), maps.Vertical[at], 1e-5f);
            Assert.Equal(output.Types![0, .., i, i].argmax().item<long>(), maps.Types[at]);
        }
    }

    [Fact]
    public void Detect_AnyBatchAndThreads_GivesTheSameNuclei_WithinTheAnswer()
    {
        IReadOnlyList<Nucleus>? first = null;
        foreach ((int batch, int threads) in new[] { (1, 1), (3, 1), (1, 2) })
        {
            using var detector = new HoverNetDetector(Weights, new HoverNetInferenceOptions { Device = "cpu", PatchSize = 128, BatchSize = batch, PatchesAtOnce = threads });
            IReadOnlyList<Nucleus> nuclei = detector.Detect(HoverNetEvaluator.Window(Sample, detector.Context));
            Assert.All(nuclei, n => Assert.True(n.Box is { X0: >= 46, Y0: >= 46, X1: <= 246, Y1: <= 246 }));
            first ??= nuclei;
            Assert.Equal(first.Select(n => (n.Box, n.Type, n.AreaPixels)), nuclei.Select(n => (n.Box, n.Type, n.AreaPixels)));
        }
    }

    [Fact]
    public void Predict_UnwantedPatches_AreSkipped()
    {
        using var detector = new HoverNetDetector(Weights, new HoverNetInferenceOptions { Device = "cpu", PatchSize = 128 });
        NucleusMaps maps = detector.Predict(HoverNetEvaluator.Window(Sample, detector.Context) with { IsWanted = box => box.X0 < 46 + 36 });
        Assert.All(Enumerable.Range(0, 200), y => Assert.True(maps.Horizontal[y * 200 + 10] != 0 && maps.Horizontal[y * 200 + 100] == 0));
    }

    [Fact]
    public void Detect_SlideWithNormalisation_EqualsTheNormalisedSlideWithout_AndNotTheSlideItself()
    {
        using var folder = new TemporaryFolder();
        RgbImage image = PhantomSamples.Make(1, 72, "colours")[0].Image;
        var options = new StainOptions { Method = StainMethod.Macenko };
        RgbImage other = new HistologyPhantom(new HistologyOptions { Width = 200, Height = 200, StainRotation = 6, EosinStrength = 0.7, Gaps = false }, RandomSeed.Default, "target").Render().Image;
        var normalizer = new StainNormalizer(StainEstimator.Estimate(other, options), StainEstimator.Estimate(image, options));
        string path = folder.File("slide.png");
        FlatImageFile.WritePng(path, image);
        using var detector = new HoverNetDetector(Weights, new HoverNetInferenceOptions { Device = "cpu", PatchSize = 128 });
        byte[] plain = Nuclei("plain", Open, null), within = Nuclei("within", Open, normalizer), before = Nuclei("before", () => new NormalisedSlide(Open(), normalizer), null);
        Assert.NotEmpty(NucleusTableReader.ReadAll(folder.File("within", "nuclei.parquet")).Nuclei);
        Assert.Equal(before, within);
        Assert.NotEqual(plain, within);

        ISlideReader Open() => SlideFile.Open(path, new SlideOpenOptions { MppX = 0.25 });

        byte[] Nuclei(string name, Func<ISlideReader> open, IStainNormalizer? colours) => File.ReadAllBytes(
            new SlideDetector(new AboveMedian(detector), detector.Description, new SlideDetectionOptions { Tiling = new TilingOptions { Core = 72 } }).Run(
                new SlideToDetect { Slide = new SlideId("s"), Open = open, Identity = name, Normalizer = colours, NormalizerIdentity = colours is null ? "" : "macenko" }, folder.File(name)).NucleiPath);
    }

    /// <summary>Random weights find no nuclei; here the pixels of the slide whose distance, as the network answers it, is above the middle one count.</summary>
    private sealed class AboveMedian(HoverNetDetector network) : INucleusDetector
    {
        public int Context => network.Context;

        public IReadOnlyList<Nucleus> Detect(DetectionWindow window, CancellationToken ct = default)
        {
            NucleusMaps maps = network.Predict(window, ct);
            bool[] onSlide = [.. Enumerable.Range(0, maps.Horizontal.Length).Select(i => i % maps.Width + window.OriginX + Context >= 0 && i / maps.Width + window.OriginY + Context >= 0)];
            float middle = maps.Horizontal.Where((_, i) => onSlide[i]).Order().ElementAt(onSlide.Count(o => o) / 2);
            int[] labels = [.. maps.Horizontal.Select((p, i) => onSlide[i] && p > middle ? 1 : 0)];
            return [.. InstanceTable.Describe(ConnectedParts.Of(maps.Width, maps.Height, labels), maps.Types, ct: ct).Select(n => n with
            {
                Box = new PixelBox(n.Box.X0 + Context, n.Box.Y0 + Context, n.Box.X1 + Context, n.Box.Y1 + Context), CentroidX = n.CentroidX + Context, CentroidY = n.CentroidY + Context,
                Contour = [.. n.Contour.Select(c => new PixelPoint(c.X + Context, c.Y + Context))],
            })];
        }
    }

    private sealed class NormalisedSlide(ISlideReader inner, IStainNormalizer normalizer) : ISlideReader
    {
        public SlideProperties Properties => inner.Properties;

        public RgbImage Read(long x, long y, int level, int width, int height) => normalizer.Normalize(inner.Read(x, y, level, width, height));

        public void Dispose() => inner.Dispose();
    }

    [Fact]
    public void Detect_Cancelled_StopsWithinTheWindow()
    {
        using var detector = new HoverNetDetector(Weights, new HoverNetInferenceOptions { Device = "cpu", PatchSize = 128 });
        using var stop = new CancellationTokenSource();
        int asked = 0;
        DetectionWindow window = HoverNetEvaluator.Window(Sample, detector.Context) with { IsWanted = _ => ++asked > 0 };
        stop.CancelAfter(1);
        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            for (int i = 0; i < 100; i++) detector.Predict(window, stop.Token);
        });
    }

    [Fact]
    public void Create_ImpossiblePatchOrDevice_IsRefused_LicenceIsTold()
    {
        Assert.Throws<OptionsException>(() => new HoverNetDetector(Weights, new HoverNetInferenceOptions { Device = "cpu", PatchSize = 100 }));
        Assert.Throws<OptionsException>(() => new HoverNetDetector(Weights, new HoverNetInferenceOptions { Device = "abacus" }));
        Assert.Throws<OptionsException>(() => new HoverNetDetector(Weights, new HoverNetInferenceOptions { PatchesAtOnce = 0 }));
        using var detector = new HoverNetDetector(Weights, new HoverNetInferenceOptions { Device = "cpu" });
        Assert.Contains("PanNuke", detector.Description.Licence, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => detector.Predict(new DetectionWindow(new SlideId("s"), RgbImage.White(92, 92), 0, 0, 46)));
    }
}
