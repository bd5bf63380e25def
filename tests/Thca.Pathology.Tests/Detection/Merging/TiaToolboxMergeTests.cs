using Thca.Core.Histology;
using Thca.Pathology.Detection.Merging;

namespace Thca.Pathology.Tests.Detection.Merging;

public class TiaToolboxMergeTests
{
    [Theory]
    [InlineData(5000, 36, 30, 30, 25)]
    [InlineData(984, 1, 0, 0, 0)]
    public void Tiles_OfAnImage_AreAsManyAsTheLibraryMakes(int side, int grid, int vertical, int horizontal, int crosses)
    {
        IReadOnlyList<TiaToolboxTile> tiles = TiaToolboxMerge.Tiles(side, side);
        int[] counts = [.. Enumerable.Range(0, 4).Select(s => tiles.Count(t => t.Set == s))];
        Assert.Equal([grid, vertical, horizontal, crosses], counts);
    }

    [Fact]
    public void AddSet_NucleusInTheSeam_IsTakenFromTheStrip()
    {
        IReadOnlyList<TiaToolboxTile> tiles = TiaToolboxMerge.Tiles(1968, 1968);
        var merge = new TiaToolboxMerge();
        PixelBox[] truth = [new(979, 495, 989, 505), new(495, 495, 505, 505), new(979, 979, 989, 989)];
        for (int set = 0; set < 4; set++)
            merge.AddSet([.. tiles.Where(t => t.Set == set).Select(t => (t, (IReadOnlyList<Nucleus>)[.. truth.Select(n => Clip(n, t.Box)).Where(n => n is { Width: > 0, Height: > 0 }).Select(Of)]))]);
        Assert.Equal(truth.OrderBy(t => t.X0).ThenBy(t => t.Y0), merge.Kept.Select(n => n.Box).OrderBy(t => t.X0).ThenBy(t => t.Y0));
    }

    private static PixelBox Clip(PixelBox a, PixelBox b) => new(Math.Max(a.X0, b.X0), Math.Max(a.Y0, b.Y0), Math.Min(a.X1, b.X1), Math.Min(a.Y1, b.Y1));

    private static Nucleus Of(PixelBox box) => new()
    {
        Id = 0, Box = box, CentroidX = (box.X0 + box.X1) / 2.0, CentroidY = (box.Y0 + box.Y1) / 2.0,
        Contour = [new(box.X0, box.Y0), new(box.X0, box.Y1 - 1), new(box.X1 - 1, box.Y1 - 1), new(box.X1 - 1, box.Y0)],
        AreaPixels = box.Width * box.Height, Type = NucleusType.Dead, Probability = 1,
    };
}
