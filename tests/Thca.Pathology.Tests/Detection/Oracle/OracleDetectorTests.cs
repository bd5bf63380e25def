using Thca.Core.Cohorts;
using Thca.Core.Errors;
using Thca.Core.Histology;
using Thca.Core.Randomness;
using Thca.Pathology.Detection.Oracle;
using Thca.Phantoms.Histology;

namespace Thca.Pathology.Tests.Detection.Oracle;

public class OracleDetectorTests
{
    private static readonly PhantomTruth Truth = new(new HistologyPhantom(new HistologyOptions { Width = 600, Height = 600, Gaps = false }, RandomSeed.Default, "oracle"));

    [Fact]
    public void Detect_WithoutErrors_GivesTheTruth()
    {
        IReadOnlyList<Nucleus> nuclei = new OracleDetector(Truth).Detect(Window(0, 0, 600));
        IReadOnlyList<NucleusTruth> truth = Truth.Nuclei;
        Assert.Equal(truth.Count, nuclei.Count);
        Assert.Equal(truth.Select(t => ((double)t.Area, t.Type)), nuclei.Select(n => (n.AreaPixels, n.Type)));
        Assert.All(truth.Zip(nuclei), p => Assert.True(Math.Abs(p.First.CentroidX - p.Second.CentroidX) + Math.Abs(p.First.CentroidY - p.Second.CentroidY) < 1e-9));
        Assert.All(nuclei, n => Assert.Equal(1, n.Probability, 1e-5));
    }

    [Fact]
    public void Detect_MissesSplitsAndJitter_AreThoseAskedFor_AndTheSameInEveryWindow()
    {
        int all = Truth.Nuclei.Count;
        var missing = new OracleDetector(Truth, new OracleOptions { MissRate = 0.3 });
        Assert.InRange(missing.Detect(Window(0, 0, 600)).Count, 0.55 * all, 0.85 * all);
        Assert.True(new OracleDetector(Truth, new OracleOptions { SplitRate = 1 }).Detect(Window(0, 0, 600)).Count > 1.2 * all);
        var jitter = new OracleDetector(Truth, new OracleOptions { JitterPixels = 2, MissRate = 0.1 });
        HashSet<(double, double)> whole = [.. jitter.Detect(Window(0, 0, 600)).Select(n => (n.CentroidX, n.CentroidY))];
        Nucleus[] part = [.. jitter.Detect(Window(100, 100, 300)).Where(n => n.Box is { X0: > 20, Y0: > 20, X1: < 280, Y1: < 280 })];
        Assert.NotEmpty(part);
        Assert.True(part.Count(n => whole.Any(w => Math.Abs(w.Item1 - n.CentroidX - 100) < 1e-9 && Math.Abs(w.Item2 - n.CentroidY - 100) < 1e-9)) > 0.9 * part.Length);
    }

    [Fact]
    public void Create_SharesOutsideZeroToOne_AreRefused() =>
        Assert.Equal(2, Assert.Throws<OptionsException>(() => new OracleDetector(Truth, new OracleOptions { MissRate = 2, SplitRate = double.NaN })).Problems.Count);

    private static DetectionWindow Window(int x, int y, int side) => new(new SlideId("s"), RgbImage.White(side, side), x, y, 0);
}
