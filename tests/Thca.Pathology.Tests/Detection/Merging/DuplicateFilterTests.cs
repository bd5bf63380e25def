using Thca.Core.Histology;
using Thca.Pathology.Detection.Merging;

namespace Thca.Pathology.Tests.Detection.Merging;

public class DuplicateFilterTests
{
    [Fact]
    public void Losers_OverlapOfTwoCores_DropsTheLessProbable_ThenTheSmaller_ThenTheLater()
    {
        Nucleus a = Square(0, 0, 10, core: 0, probability: 0.8), b = Square(1, 0, 10, core: 1, probability: 0.9);
        Assert.Equal([(0, 0)], Losers(a, b));
        Assert.Equal([(1, 0)], Losers(a, b with { Probability = 0.8 }));
        Assert.Equal([(0, 0)], Losers(a, b with { Probability = 0.8, AreaPixels = 200 }));
    }

    [Fact]
    public void Losers_SameCoreOrLittleOverlap_KeepsBoth()
    {
        Assert.Empty(Losers(Square(0, 0, 10, 0, 1), Square(1, 0, 10, 0, 1) with { Id = 1 }));
        Assert.Empty(Losers(Square(0, 0, 10, 0, 1), Square(8, 0, 10, 1, 1)));
    }

    [Fact]
    public void Iou_ShiftedSquares_IsExact() => Assert.Equal(90.0 / 110, DuplicateFilter.Iou(Square(0, 0, 10, 0, 1), Square(1, 0, 10, 1, 1)), 1e-12);

    private static (int Core, int Id)[] Losers(params Nucleus[] nuclei)
    {
        var forward = new DuplicateFilter(0.3);
        var backward = new DuplicateFilter(0.3);
        foreach (Nucleus nucleus in nuclei) forward.Add(nucleus);
        foreach (Nucleus nucleus in nuclei.Reverse()) backward.Add(nucleus);
        Assert.Equal(forward.Losers().Order(), backward.Losers().Order());
        return [.. forward.Losers().Order()];
    }

    private static Nucleus Square(int x, int y, int side, int core, double probability) => new()
    {
        Id = 0, Core = core, Box = new PixelBox(x, y, x + side, y + side), CentroidX = x + side / 2.0, CentroidY = y + side / 2.0, AreaPixels = side * side,
        Contour = [new(x, y), new(x, y + side - 1), new(x + side - 1, y + side - 1), new(x + side - 1, y)], Type = NucleusType.Dead, Probability = probability,
    };
}
