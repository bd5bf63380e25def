using Thca.Core.Errors;
using Thca.Core.Histology;
using Thca.Pathology.Detection.Tiling;

namespace Thca.Pathology.Tests.Detection.Tiling;

public class CoreGridTests
{
    [Fact]
    public void Cores_CoverEveryPixelExactlyOnce()
    {
        var grid = new CoreGrid(1700, 900, 728);
        var seen = new int[1700 * 900];
        foreach (DetectionCore core in grid.Cores())
        {
            PixelBox box = grid.OnSlide(core);
            for (int y = box.Y0; y < box.Y1; y++) for (int x = box.X0; x < box.X1; x++) seen[y * 1700 + x]++;
        }

        Assert.All(seen, n => Assert.Equal(1, n));
        Assert.Equal((3, 2), (grid.Columns, grid.Rows));
        Assert.Equal(Enumerable.Range(0, 6), grid.Cores().Select(c => c.Id));
    }

    [Theory]
    [InlineData(4172, true)]
    [InlineData(1056, true)]
    [InlineData(728, true)]
    [InlineData(4096, false)]
    [InlineData(0, false)]
    public void EnsureFits_OnlyWholeNumbersOfPatches(int size, bool fits)
    {
        if (fits) CoreGrid.EnsureFits(size);
        else Assert.Throws<OptionsException>(() => CoreGrid.EnsureFits(size));
    }

    [Fact]
    public void GridTransform_ThereAndBack_KeepsPixelCentres()
    {
        var transform = new GridTransform(2, 2);
        Assert.Equal(0.25, transform.ToLevelX(1), 1e-15);
        Assert.Equal(new PixelBox(1, 1, 3, 3), transform.ToLevel(new PixelBox(2, 3, 5, 6)));
    }
}
