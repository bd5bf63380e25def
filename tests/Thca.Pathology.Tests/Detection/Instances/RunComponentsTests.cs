using Thca.Pathology.Detection.Instances;

namespace Thca.Pathology.Tests.Detection.Instances;

public class RunComponentsTests
{
    [Fact]
    public void Of_UShapeAndDiagonal_JoinsArms_KeepsDiagonalsApart_NumbersInRasterOrder()
    {
        byte[] mask =
        [
            1, 0, 1, 0, 0,
            1, 1, 1, 0, 1,
            0, 0, 0, 1, 0,
        ];
        RunComponents components = RunComponents.Of(mask, 5, 3, 1);
        Assert.Equal(3, components.Count);
        Assert.Equal([0, 5, 1, 1], components.Sizes);
        var labels = new int[15];
        components.Label(labels, 5, 0, [0, 7, 8, 9]);
        Assert.Equal([7, 0, 7, 0, 0, 7, 7, 7, 0, 8, 0, 0, 0, 9, 0], labels);
    }

    [Fact]
    public void Of_HoleInARing_DoesNotTouchTheBorder()
    {
        byte[] mask =
        [
            0, 0, 0, 0, 0,
            0, 1, 1, 1, 0,
            0, 1, 0, 1, 0,
            0, 1, 1, 1, 0,
            0, 0, 0, 0, 0,
        ];
        RunComponents background = RunComponents.Of(mask, 5, 5, 0);
        Assert.Equal([false, true, false], background.TouchesBorder);
        background.Set(mask, 5, c => !background.TouchesBorder[c], 1);
        Assert.Equal(1, mask[12]);
        Assert.Equal(0, mask[0]);
    }

    [Fact]
    public void Of_RandomMasks_EqualAFloodFill()
    {
        var random = new Thca.Core.Randomness.RandomSeed(1).Stream("mask");
        for (int round = 0; round < 20; round++)
        {
            var mask = new byte[23 * 17];
            for (int i = 0; i < mask.Length; i++) mask[i] = random.NextDouble() < 0.55 ? (byte)1 : (byte)0;
            RunComponents components = RunComponents.Of(mask, 23, 17, 1);
            var labels = new int[mask.Length];
            components.Label(labels, 23, 0, [.. Enumerable.Range(0, components.Count + 1)]);
            Assert.Equal(Flood(mask, 23, 17), labels);
        }
    }

    private static int[] Flood(byte[] mask, int width, int height)
    {
        var labels = new int[mask.Length];
        int count = 0;
        for (int start = 0; start < mask.Length; start++)
        {
            if (mask[start] == 0 || labels[start] != 0) continue;
            var open = new Stack<int>([start]);
            labels[start] = ++count;
            while (open.TryPop(out int i))
            {
                int x = i % width, y = i / width;
                foreach ((int nx, int ny) in new[] { (x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1) })
                {
                    if (nx < 0 || ny < 0 || nx >= width || ny >= height || mask[ny * width + nx] == 0 || labels[ny * width + nx] != 0) continue;
                    labels[ny * width + nx] = count;
                    open.Push(ny * width + nx);
                }
            }
        }

        return labels;
    }
}
