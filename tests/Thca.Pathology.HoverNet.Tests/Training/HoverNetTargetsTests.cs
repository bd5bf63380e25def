using Thca.Pathology.HoverNet.Training;

namespace Thca.Pathology.HoverNet.Tests.Training;

public class HoverNetTargetsTests
{
    [Fact]
    public void Make_Rectangle_RunsFromMinusOneToOneAboutItsCentre()
    {
        int[] instances = Rectangle(20, 5, 6, 7, 5);
        HoverNetTargets targets = HoverNetTargets.Make(20, 20, instances, [.. instances.Select(i => (byte)(i > 0 ? 3 : 0))], 20);
        // Columns 5 to 11, centre 8; rows 6 to 10, centre 8.
        Assert.Equal([-1f, -2f / 3, -1f / 3, 0, 1f / 3, 2f / 3, 1f], targets.Horizontal.AsSpan(8 * 20 + 5, 7).ToArray());
        Assert.Equal([-1f, -0.5f, 0, 0.5f, 1f], Enumerable.Range(6, 5).Select(y => targets.Vertical[y * 20 + 8]));
        Assert.Equal(35, targets.Nuclei.Sum(v => v));
        Assert.Equal(3, targets.Types[8 * 20 + 8]);
        Assert.Equal(0, targets.Horizontal[0]);
    }

    [Fact]
    public void Make_ReferenceOffset_ShiftsTheZeroTowardsTheTopLeft()
    {
        int[] instances = Rectangle(20, 5, 6, 7, 5);
        HoverNetTargets targets = HoverNetTargets.Make(20, 20, instances, new byte[400], 20, offset: 1);
        Assert.Equal([-1f, -0.5f, 0, 0.25f, 0.5f, 0.75f, 1f], targets.Horizontal.AsSpan(8 * 20 + 5, 7).ToArray());
    }

    [Fact]
    public void Make_NucleusMostlyOutsideTheCentre_StaysInNucleiButNotInDistances()
    {
        int[] instances = Rectangle(20, 0, 0, 9, 9);
        HoverNetTargets targets = HoverNetTargets.Make(20, 20, instances, new byte[400], 12);
        Assert.Equal(25, targets.Nuclei.Sum(v => v));
        Assert.All(targets.Horizontal, v => Assert.Equal(0, v));
        Assert.Throws<ArgumentException>(() => HoverNetTargets.Make(20, 20, instances, new byte[400], 21));
    }

    [Fact]
    public void Make_InstanceInTwoParts_BecomesTwo()
    {
        int[] instances = Rectangle(30, 2, 2, 6, 6);
        int[] second = Rectangle(30, 15, 15, 6, 6);
        for (int i = 0; i < instances.Length; i++) instances[i] |= second[i];
        HoverNetTargets targets = HoverNetTargets.Make(30, 30, instances, new byte[900], 30);
        Assert.Equal(-1, targets.Horizontal[4 * 30 + 2]);
        Assert.Equal(-1, targets.Horizontal[17 * 30 + 15]);
        Assert.Equal(1, targets.Horizontal[4 * 30 + 7]);
    }

    private static int[] Rectangle(int side, int x, int y, int width, int height)
    {
        var map = new int[side * side];
        for (int row = y; row < y + height; row++) map.AsSpan(row * side + x, width).Fill(1);
        return map;
    }
}
