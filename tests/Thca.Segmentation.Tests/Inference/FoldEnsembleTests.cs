using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Geometry;
using Thca.Segmentation.Inference;
using Thca.Testing;
using static TorchSharp.torch;

namespace Thca.Segmentation.Tests.Inference;

public class FoldEnsembleTests
{
    // Networks see the volume whole, so that results are by hand.
    private static readonly GridSize Tile = new(4, 1, 1);

    // The image decides which class is the most probable: above 0.5 the lesion (class 1).
    private static FakeNetwork Above(double threshold) => new(2, t => cat([zeros_like(t), t - threshold], 1));

    [Fact]
    public void Run_ThreeFolds_MeanLogits_AndOneMinusMeanPairwiseDice()
    {
        var ensemble = new FoldEnsemble([Above(0.5), Above(1.5), Above(2.5)], Tile, new SlidingWindowOptions());
        var reports = new List<WorkProgress>();
        (LogitStore mean, double uncertainty) = ensemble.Run([[0, 1, 2, 3]], Tile, lesion: 1, ComputeOptions.SingleThread, new Reports(reports));
        using (mean)
        {
            Assert.Equal([0f, 0, 0, 0], mean.Class(0).ToArray());
            Close.To([-1.5, -0.5, 0.5, 1.5], Array.ConvertAll(mean.Class(1).ToArray(), v => (double)v), 1e-6);
        }

        // Lesions of 3, 2 and 1 voxels, one inside the other: Dice 4/5, 2/4, 2/3.
        Close.To(1 - (0.8 + 0.5 + 2.0 / 3) / 3, uncertainty, 1e-12);
        Assert.Equal([1L, 2, 3], reports.Select(r => r.Completed));
        Assert.All(reports, r => Assert.Equal(3, r.Total));
    }

    [Theory]
    [InlineData(2.5, 2.5, 0)]
    [InlineData(9, 9, 0)]
    [InlineData(2.5, 9, 1)]
    public void Uncertainty_IsZeroWhereFoldsAgree_OneWhereTheyHaveNothingInCommon(double a, double b, double expected)
    {
        (LogitStore mean, double uncertainty) = new FoldEnsemble([Above(a), Above(b)], Tile, new SlidingWindowOptions()).Run([[0, 1, 2, 3]], Tile, lesion: 1);
        mean.Dispose();
        Assert.Equal(expected, uncertainty);
    }

    [Fact]
    public void Uncertainty_OneFoldOrNoLesion_IsNaN()
    {
        (LogitStore one, double single) = new FoldEnsemble([Above(1)], Tile, new SlidingWindowOptions()).Run([[0, 1, 2, 3]], Tile, lesion: 1);
        (LogitStore two, double without) = new FoldEnsemble([Above(1), Above(2)], Tile, new SlidingWindowOptions()).Run([[0, 1, 2, 3]], Tile, lesion: null);
        one.Dispose();
        two.Dispose();
        Assert.True(double.IsNaN(single) && double.IsNaN(without));
    }

    [Fact]
    public void Run_MapsInFiles_LeavesNoneBehind_AndGivesTheSameBits()
    {
        using TemporaryFolder folder = new();
        var files = new SlidingWindowOptions { MemoryLimit = 0, TemporaryFolder = folder.FullName };
        (LogitStore a, _) = new FoldEnsemble([Above(0.3), Above(1.1)], Tile, files).Run([[0, 1, 2, 3]], Tile, lesion: 1);
        (LogitStore b, _) = new FoldEnsemble([Above(0.3), Above(1.1)], Tile, new SlidingWindowOptions()).Run([[0, 1, 2, 3]], Tile, lesion: 1);
        Assert.True(a.Class(1).SequenceEqual(b.Class(1)));
        Assert.Single(Directory.GetFiles(folder.FullName));
        a.Dispose();
        b.Dispose();
        Assert.Empty(Directory.GetFiles(folder.FullName));
    }

    [Fact]
    public void NoNetwork_OrDifferentOnes_AreRefused()
    {
        Assert.Throws<ThcaException>(() => new FoldEnsemble([], Tile, new SlidingWindowOptions()));
        Assert.Contains("2 classes", Assert.Throws<ThcaException>(() => new FoldEnsemble([new FakeNetwork(2, t => t), new FakeNetwork(3, t => t)], Tile, new SlidingWindowOptions())).Message, StringComparison.Ordinal);
    }

    private sealed class Reports(List<WorkProgress> list) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value) => list.Add(value);
    }
}
