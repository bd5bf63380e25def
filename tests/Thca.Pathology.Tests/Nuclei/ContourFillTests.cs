using Thca.Core.Histology;
using Thca.Pathology.Nuclei;

namespace Thca.Pathology.Tests.Nuclei;

public class ContourFillTests
{
    [Fact]
    public void Fill_Triangle_TakesEdgesAndInside() => Assert.Equal("#...|##..|###.|####", Draw([new(0, 0), new(0, 3), new(3, 3)], new PixelBox(0, 0, 4, 4)));

    [Fact]
    public void Fill_PartOutsideTheWindow_IsCutOff() => Assert.Equal("#|#", Draw([new(0, 0), new(0, 9), new(9, 9), new(9, 0)], new PixelBox(9, 8, 10, 10)));

    [Fact]
    public void Fill_OnePixelWide_IsItsEdge() => Assert.Equal("####", Draw([new(0, 0), new(3, 0), new(1, 0)], new PixelBox(0, 0, 4, 1)));

    [Fact]
    public void BoxOf_IsHalfOpen() => Assert.Equal(new PixelBox(-1, 2, 4, 8), ContourFill.BoxOf([new(-1, 7), new(3, 2), new(0, 5)]));

    private static string Draw(PixelPoint[] contour, PixelBox box)
    {
        var mask = new byte[box.Width * box.Height];
        ContourFill.Fill(contour, box, mask);
        return string.Join('|', mask.Chunk(box.Width).Select(row => string.Concat(row.Select(m => m == 0 ? '.' : '#'))));
    }
}
