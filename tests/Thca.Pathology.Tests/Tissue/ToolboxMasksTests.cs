using Thca.Core.Histology;
using Thca.Pathology.Tissue;

namespace Thca.Pathology.Tests.Tissue;

/// <summary>TIAToolbox's tissue masks on pictures small enough to be worked out by hand. '#' is grey 50, '+' grey 100, blank white; in masks '#' is tissue.</summary>
public class ToolboxMasksTests
{
    // Classes {10, 20, 30, 30} and {200, 200, 220, 240} are farthest apart, so the threshold is 30, and what equals it is no tissue.
    [Fact]
    public void Otsu_TakesWhatIsBelowTheThreshold_NotWhatEqualsIt() =>
        Assert.Equal([1, 1, 0, 0, 0, 0, 0, 0], ToolboxMasks.Otsu(Greys(10, 20, 30, 30, 200, 200, 220, 240)));

    // Two levels: any threshold from 70 to 179 separates them alike; the first wins, and nothing lies below it.
    [Fact]
    public void Otsu_TwoLevels_LeaveNothing() => Assert.Equal([0, 0, 0, 0], ToolboxMasks.Otsu(Greys(70, 70, 180, 180)));

    // 9798 · 100 + 19235 · 50 + 3735 · 150 + 16384 = 2518184, / 32768 = 76; the other greys are 100 (the threshold) and 255.
    [Fact]
    public void Otsu_Colours_AreJudgedByTheirGrey()
    {
        byte[] pixels = [100, 50, 150, 100, 100, 100, 255, 255, 255, 255, 255, 255];
        Assert.Equal([1, 0, 0, 0], ToolboxMasks.Otsu(new RgbImage(4, 1, pixels)));
    }

    // Element of 32 µm at 32 µm per pixel: one pixel, so nothing is too small and nothing grows.
    [Fact]
    public void Morphological_ElementOfOnePixel_IsOtsu()
    {
        RgbImage image = Picture("#   +", "  ## ", " #   ");
        Assert.Equal(ToolboxMasks.Otsu(image), ToolboxMasks.Morphological(image, 32));
    }

    // Element of 2 x 2 pixels, rows ".#" and "##": 3 pixels, anchor at the lower right. Pieces of 3 stay, diagonal neighbours count, pairs go.
    [Fact]
    public void Morphological_ElementOfTwo_KeepsThreeDiagonalPixels_DropsPairs() => Assert.Equal(
        [
            " ##      ",
            " ###     ",
            "  ###    ",
            "   #     ",
            "         ",
        ],
        Mask(
            16,
            " #      +",
            "  #      ",
            "   #     ",
            "      ## ",
            "         "));

    // Element of 4 x 4 pixels at 8 µm per pixel: rows "..#.", "####", "####", "####", 13 pixels, anchor (2, 2). A pixel p marks p - (e - anchor)
    // for every e of the element: two to the right and one to the left in the rows above, of and below it, itself two rows down.
    [Fact]
    public void Morphological_ElementOfFour_GrowsUnevenly() => Assert.Equal(
        [
            "            ",
            "            ",
            "   #######  ",
            "   #######  ",
            "   #######  ",
            "   #######  ",
            "   #######  ",
            "   #######  ",
            "    ####    ",
            "            ",
        ],
        Mask(
            8,
            "           +",
            "            ",
            "            ",
            "    ####    ",
            "    ####    ",
            "    ####    ",
            "    ####    ",
            "            ",
            "            ",
            "            "));

    // Twelve pixels are one fewer than the element has, thirteen are as many.
    [Fact]
    public void Morphological_ElementOfFour_DropsTwelvePixels_KeepsThirteen()
    {
        Assert.DoesNotContain(Mask(8, "     +", "####  ", "####  ", "####  ", "      "), row => row.Contains('#', StringComparison.Ordinal));
        Assert.Equal(["######  ", "######  ", "####### ", "####### ", "####### ", "#####   "], Mask(8, "       +", "####    ", "####    ", "#####   ", "        ", "        "));
    }

    // Element of 5 x 5 pixels: rows "..#..", three of "#####", "..#..", 17 pixels, symmetric.
    [Fact]
    public void Morphological_ElementOfFive_GrowsEvenly() => Assert.Equal(
        [
            "           ",
            "   #####   ",
            " ######### ",
            " ######### ",
            " ######### ",
            " ######### ",
            " ######### ",
            " ######### ",
            "   #####   ",
            "           ",
        ],
        Mask(
            6.4,
            "          +",
            "           ",
            "           ",
            "   #####   ",
            "   #####   ",
            "   #####   ",
            "   #####   ",
            "           ",
            "           ",
            "           "));

    [Fact]
    public void Morphological_TissueAtTheEdge_IsCutThere() => Assert.Equal(
        ["###### ", "###### ", "###### ", "###### ", "###### ", "####   "],
        Mask(8, "####  +", "####   ", "####   ", "####   ", "       ", "       "));

    private static string[] Mask(double mpp, params string[] rows)
    {
        byte[] mask = ToolboxMasks.Morphological(Picture(rows), mpp);
        int width = rows[0].Length;
        return [.. Enumerable.Range(0, rows.Length).Select(y => string.Concat(mask.AsSpan(y * width, width).ToArray().Select(m => m != 0 ? '#' : ' ')))];
    }

    private static RgbImage Picture(params string[] rows)
    {
        byte[] greys = [.. rows.SelectMany(r => r).Select(c => c switch { '#' => (byte)50, '+' => (byte)100, _ => byte.MaxValue })];
        return new RgbImage(rows[0].Length, rows.Length, [.. greys.SelectMany(g => new[] { g, g, g })]);
    }

    private static RgbImage Greys(params byte[] greys) => new(greys.Length, 1, [.. greys.SelectMany(g => new[] { g, g, g })]);
}
