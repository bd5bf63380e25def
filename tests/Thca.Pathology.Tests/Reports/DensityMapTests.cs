using Thca.Core.Histology;
using Thca.Pathology.Reports;
using Thca.Pathology.Tissue;

namespace Thca.Pathology.Tests.Reports;

public class DensityMapTests
{
    [Fact]
    public void TwoCells_ByHand()
    {
        // 100 x 50 µm: two cells, the right one to half on tissue.
        var slide = new SlideProperties { Levels = [new SlideLevel(400, 200, 1, 1)], MppX = 0.25, MppY = 0.25 };
        int[] labels = [1, 1, 1, 0, 1, 1, 1, 0];
        var map = new DensityMap(slide, new TissueMask(4, 2, 25, 25, labels, [new TissueRegion(1, 1, new PixelBox(0, 0, 300, 200))]));
        Assert.Equal((2, 1, 50.0), (map.Columns, map.Rows, map.CellUm));
        for (int i = 0; i < 5; i++) map.Add(At(10 + i, 10));
        map.Add(At(199.4, 100));
        map.Add(At(199.6, 100));
        map.Add(At(20, 20) with { RegionId = 0 });
        map.Add(At(-5, 20));
        Assert.Equal(6 / 0.0025, map[0, 0], 1e-6);
        Assert.Equal(1 / 0.00125, map[1, 0], 1e-6);
        Assert.Equal([800, 2400], map.Sorted().Select(v => Math.Round(v, 6)));
    }

    [Fact]
    public void LittleTissue_HasNoDensity_LargeSlidesHaveLargerCells()
    {
        var slide = new SlideProperties { Levels = [new SlideLevel(80_000, 40_000, 1, 1)], MppX = 0.25, MppY = 0.25 };
        var whole = new DensityMap(slide, null);
        Assert.Equal((130.0, 154, 77), (whole.CellUm, whole.Columns, whole.Rows));
        Assert.Equal(0, whole[0, 0]);
        var tiny = new SlideProperties { Levels = [new SlideLevel(200, 200, 1, 1)], MppX = 0.25, MppY = 0.25 };
        Assert.True(double.IsNaN(new DensityMap(tiny, new TissueMask(5, 5, 10, 10, [1, 1, 1, 1, 1, 1, .. new int[19]], [])) [0, 0]));
        Assert.Equal(0, new DensityMap(tiny, new TissueMask(5, 5, 10, 10, [1, 1, 1, 1, 1, 1, 1, .. new int[18]], []))[0, 0]);
    }

    [Fact]
    public void Colours_DarkenWithTheValue()
    {
        double[] lightness = [.. Enumerable.Range(0, 101).Select(i => ColourScale.At(i / 100.0)).Select(c => 0.3 * c.Red + 0.59 * c.Green + 0.11 * c.Blue)];
        Assert.True(lightness.Zip(lightness.Skip(1), (a, b) => a > b).All(x => x));
        Assert.Equal(ColourScale.At(0), ColourScale.At(-1));
        Assert.Equal(((byte)66, (byte)14, (byte)62), ColourScale.At(7));
    }

    private static Nucleus At(double x, double y) => Nuclei.Samples.Square(0, NucleusType.Inflammatory, 10, 10, 5) with { CentroidX = x, CentroidY = y, RegionId = 1 };
}
