using Thca.Pathology.Detection.Instances;

namespace Thca.Pathology.Tests.Detection.Instances;

public class MarkerWatershedTests
{
    [Fact]
    public void Flood_FlatRow_IsSharedByAge()
    {
        // Both markers grow one pixel at a time; the middle pixel goes to the one that was pushed first.
        int[] labels = Grid("1...2", out int stride);
        MarkerWatershed.Flood(new double[labels.Length], labels, stride);
        Assert.Equal("11122", Text(labels, stride, 0));
    }

    [Fact]
    public void Flood_Ridge_DividesAtTheRidge()
    {
        int[] labels = Grid("1....2", out int stride);
        var values = new double[labels.Length];
        double[] heights = [0, 1, 2, 9, 1, 0];
        heights.CopyTo(values, stride + 1);
        MarkerWatershed.Flood(values, labels, stride);
        Assert.Equal("111222", Text(labels, stride, 0));
    }

    [Fact]
    public void Flood_PixelsOutsideTheMask_AndUnreachableOnes_StayAsTheyAre()
    {
        int[] labels = Grid("1.#.\n..#.", out int stride);
        MarkerWatershed.Flood(new double[labels.Length], labels, stride);
        Assert.Equal("11#.", Text(labels, stride, 0));
        Assert.Equal("11#.", Text(labels, stride, 1));
    }

    [Fact]
    public void Flood_Neighbours_AreTakenUpLeftRightDown()
    {
        // The pixel between two markers of equal height belongs to the one that was popped first: the upper one.
        int[] labels = Grid("#1#\n#.#\n#2#", out int stride);
        MarkerWatershed.Flood(new double[labels.Length], labels, stride);
        Assert.Equal("#1#", Text(labels, stride, 1));
    }

    private static int[] Grid(string text, out int stride)
    {
        string[] rows = text.Split('\n');
        stride = rows[0].Length + 2;
        var labels = new int[stride * (rows.Length + 2)];
        Array.Fill(labels, MarkerWatershed.Outside);
        for (int y = 0; y < rows.Length; y++)
        {
            for (int x = 0; x < rows[y].Length; x++) labels[(y + 1) * stride + x + 1] = rows[y][x] switch { '#' => MarkerWatershed.Outside, '.' => 0, char c => c - '0' };
        }

        return labels;
    }

    private static string Text(int[] labels, int stride, int row) =>
        string.Concat(labels.AsSpan((row + 1) * stride + 1, stride - 2).ToArray().Select(l => l switch { < 0 => '#', 0 => '.', _ => (char)('0' + l) }));
}
