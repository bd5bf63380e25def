using Thca.Core.Errors;
using Thca.Core.Geometry;
using Thca.Core.Randomness;
using Thca.Core.Volumes;
using Thca.Segmentation.Assessment;
using Thca.Testing;

namespace Thca.Segmentation.Tests.Assessment;

public class StapleTests
{
    private static readonly ImageGeometry Grid = Boxes.Grid(24, 20, 16);

    [Fact]
    public void Readers_who_agree_are_right()
    {
        Mask box = Boxes.Box(Grid, (4, 4, 4), (6, 5, 4));
        StapleResult r = Staple.Estimate([box, box, box]);
        Assert.Equal(box.Voxels.ToArray(), r.Consensus.Voxels.ToArray());
        Assert.All(r.Sensitivity, p => Close.To(1, p, 1e-9));
        Assert.True(r.Converged);
        // Nothing of the box is background.
        Assert.All(r.Specificity, q => Assert.True(double.IsNaN(q)));
    }

    [Fact]
    public void Two_outvote_one()
    {
        Mask box = Boxes.Box(Grid, (4, 4, 4), (8, 8, 6)), moved = Boxes.Box(Grid, (8, 4, 4), (8, 8, 6));
        StapleResult r = Staple.Estimate([box, moved, box]);
        Assert.Equal(box.Voxels.ToArray(), r.Consensus.Voxels.ToArray());
        Close.To(0.5, r.Sensitivity[1], 1e-6);
        Close.To(0, r.Specificity[1], 0, 1e-6);
        Close.To(1, r.Sensitivity[0], 1e-6);
    }

    [Fact]
    public void The_performance_of_simulated_readers_is_found()
    {
        var grid = Boxes.Grid(60, 60, 40);
        Mask truth = Boxes.Ball(grid, (30, 30, 20), 15);
        double[] sensitivity = [0.95, 0.85, 0.7, 0.9], specificity = [0.98, 0.9, 0.95, 0.85];
        Mask[] readers = [.. Enumerable.Range(0, 4).Select(r =>
        {
            RandomStream random = RandomSeed.Default.Stream("reader", "", r);
            var voxels = new byte[grid.Size.Count];
            for (int i = 0; i < voxels.Length; i++) voxels[i] = random.NextDouble() < (truth.Voxels[i] != 0 ? sensitivity[r] : 1 - specificity[r]) ? (byte)1 : (byte)0;
            return new Mask(grid, voxels);
        })];
        StapleResult result = Staple.Estimate(readers, new StapleOptions { Prior = (double)truth.Count() / grid.Size.Count });
        for (int r = 0; r < 4; r++)
        {
            Close.To(sensitivity[r], result.Sensitivity[r], 0, 0.02, $"sensitivity of {r}");
            Close.To(specificity[r], result.Specificity[r], 0, 0.02, $"specificity of {r}");
        }

        double consensus = MaskPair.Compare(result.Consensus, truth).Dice;
        Assert.All(readers, m => Assert.True(MaskPair.Compare(m, truth).Dice < consensus));
    }

    [Fact]
    public void The_order_of_readers_is_only_an_order()
    {
        Mask a = Boxes.Ball(Grid, (10, 10, 8), 5), b = Boxes.Ball(Grid, (11, 10, 8), 5), c = Boxes.Ball(Grid, (10, 12, 8), 4);
        StapleResult one = Staple.Estimate([a, b, c]), two = Staple.Estimate([c, a, b]);
        Assert.Equal(one.Consensus.Voxels.ToArray(), two.Consensus.Voxels.ToArray());
        Close.To([.. one.Sensitivity], [two.Sensitivity[1], two.Sensitivity[2], two.Sensitivity[0]], 1e-9);
    }

    [Fact]
    public void Nobody_marked_anything_and_wrong_requests()
    {
        Mask empty = Boxes.Empty(Grid);
        StapleResult r = Staple.Estimate([empty, empty]);
        Assert.Equal(0, r.Consensus.Count());
        Assert.True(double.IsNaN(r.Sensitivity[0]));
        Assert.Throws<ArgumentException>(() => Staple.Estimate([empty]));
        Assert.Throws<ArgumentException>(() => Staple.Estimate([empty, Boxes.Empty(Boxes.Grid(2, 2, 2))]));
        Assert.Equal(5, Assert.Throws<OptionsException>(() => Staple.Estimate([empty, empty], new StapleOptions { Prior = 2, InitialPerformance = 0, Threshold = 0, Tolerance = -1, MaximumIterations = 0 })).Problems.Count);
    }
}
