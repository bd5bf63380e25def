using Thca.Core.Histology;
using Thca.Pathology.Detection.Instances;

namespace Thca.Pathology.Tests.Detection.Instances;

public class InstanceTableTests
{
    [Fact]
    public void Describe_Square_HasCornersCounterClockwiseFromTheTopLeft()
    {
        var labels = new int[64];
        for (int y = 2; y < 5; y++) labels.AsSpan(y * 8 + 3, 4).Fill(1);
        Nucleus nucleus = Assert.Single(InstanceTable.Describe(new InstanceMap(8, 8, labels, 1)));
        Assert.Equal([new(3, 2), new(3, 4), new(6, 4), new(6, 2)], nucleus.Contour);
        Assert.Equal(new PixelBox(3, 2, 7, 5), nucleus.Box);
        Assert.Equal(12, nucleus.AreaPixels);
        Assert.Equal((4.5, 3.0), (nucleus.CentroidX, nucleus.CentroidY));
        Assert.Empty(nucleus.Votes);
        Assert.True(double.IsNaN(nucleus.Probability));
    }

    [Fact]
    public void Describe_LinesAndPixels_DisappearFromTheTable_OthersAreNumberedOn()
    {
        var labels = new int[64];
        labels[0] = 1;
        labels.AsSpan(16, 5).Fill(2);
        labels[40] = labels[41] = labels[48] = 3;
        Nucleus nucleus = Assert.Single(InstanceTable.Describe(new InstanceMap(8, 8, labels, 3)));
        Assert.Equal(0, nucleus.Id);
        Assert.Equal(3, nucleus.AreaPixels);
        Assert.Equal(NucleusFlags.TouchesBorder, nucleus.Flags);
    }

    [Fact]
    public void Describe_ForeignClassOrSize_IsRefused()
    {
        var map = new InstanceMap(2, 2, [1, 1, 1, 1], 1);
        Assert.Throws<ArgumentException>(() => InstanceTable.Describe(map, [0, 0, 6, 0]));
        Assert.Throws<ArgumentException>(() => InstanceTable.Describe(map, [0, 0, 1]));
    }

    [Theory]
    [InlineData(new[] { 5, 3, 2, 0, 0, 0 }, 1, 3)]
    [InlineData(new[] { 5, 0, 2, 2, 0, 0 }, 2, 2)]
    [InlineData(new[] { 9, 0, 0, 0, 0, 0 }, 0, 9)]
    [InlineData(new[] { 0, 4, 4, 0, 0, 0 }, 1, 4)]
    [InlineData(new[] { 1, 0, 0, 0, 0, 7 }, 5, 7)]
    public void Elect_BackgroundWinsOnlyAlone_TiesGoToTheSmallerClass(int[] votes, int type, int count)
    {
        (int winner, double share) = InstanceTable.Elect(votes, 10);
        Assert.Equal(type, winner);
        Assert.Equal(count / (10 + 1e-6), share, 1e-15);
    }

    [Fact]
    public void Renumbered_GapsAndNegatives_BecomeOneToN() =>
        Assert.Equal([0, 2, 0, 1, 2, 3], InstanceMap.Renumbered(3, 2, [0, 7, -4, 2, 7, 100]).Labels);
}
