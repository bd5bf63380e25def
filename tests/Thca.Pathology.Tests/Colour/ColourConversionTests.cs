using System.Text.Json;
using Thca.Core.Histology;
using Thca.Pathology.Colour;
using Thca.Testing;

namespace Thca.Pathology.Tests.Colour;

public class ColourConversionTests
{
    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(255, 255, 255, 255)]
    [InlineData(255, 0, 0, 76)]
    [InlineData(0, 255, 0, 150)]
    [InlineData(0, 0, 255, 29)]
    [InlineData(74, 54, 139, 70)]
    public void Grey_IsOpenCvs(byte r, byte g, byte b, byte expected) => Assert.Equal(expected, ColourConversion.Grey(r, g, b));

    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(100, 100, 100, 0)]
    [InlineData(200, 100, 50, 191)]
    [InlineData(255, 0, 10, 255)]
    public void Saturation_IsTheRange(byte r, byte g, byte b, byte expected) => Assert.Equal(expected, ColourConversion.Saturation(r, g, b));

    [Theory]
    [InlineData(255, 255, 255, 255, 128, 128)]
    [InlineData(0, 0, 0, 0, 128, 128)]
    [InlineData(255, 0, 0, 136, 208, 195)]
    [InlineData(0, 0, 255, 82, 207, 20)]
    public void Lab_OfPureColours(byte r, byte g, byte b, byte l, byte a, byte bb)
    {
        (byte L, byte A, byte B) lab = ColourConversion.ToLab(r, g, b);
        Assert.InRange(lab.L - l, -1, 1);
        Assert.InRange(lab.A - a, -2, 2);
        Assert.InRange(lab.B - bb, -2, 2);
    }

    [Fact]
    public void Lab_AndBack_ChangesLittle()
    {
        for (int r = 0; r < 256; r += 17)
            for (int g = 0; g < 256; g += 17)
                for (int b = 0; b < 256; b += 17)
                {
                    (byte l, byte a, byte c) = ColourConversion.ToLab((byte)r, (byte)g, (byte)b);
                    (byte R, byte G, byte B) back = ColourConversion.FromLab(l, a, c);
                    Assert.True(Math.Abs(back.R - r) <= 24 && Math.Abs(back.G - g) <= 12 && Math.Abs(back.B - b) <= 24, $"{r},{g},{b} came back as {back}");
                }
    }

    [Fact]
    public void Golden_OpenCv8Bit()
    {
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(SharedData.Path("golden", "stain", "index.json")));
        JsonElement golden = json.RootElement.GetProperty("opencv_8bit");
        int[][] rgb = Triples(golden, "rgb");
        int lab = 0;
        string labKey = golden.EnumerateObject().First(p => p.Name.Contains("lab", StringComparison.OrdinalIgnoreCase)).Name;
        int[][] expectedLab = Triples(golden, labKey);
        string greyKey = golden.EnumerateObject().First(p => p.Name.Contains("gr", StringComparison.OrdinalIgnoreCase) && p.Name != "rgb").Name;
        int[] grey = [.. golden.GetProperty(greyKey).EnumerateArray().Select(v => v.GetInt32())];
        string hsvKey = golden.EnumerateObject().First(p => p.Name.Contains("hsv", StringComparison.OrdinalIgnoreCase)).Name;
        int[][] hsv = Triples(golden, hsvKey), back = Triples(golden, "lab_back_to_rgb");
        for (int i = 0; i < rgb.Length; i++)
        {
            (byte r, byte g, byte b) = ((byte)rgb[i][0], (byte)rgb[i][1], (byte)rgb[i][2]);
            Assert.Equal(grey[i], ColourConversion.Grey(r, g, b));
            Assert.InRange(ColourConversion.Saturation(r, g, b) - hsv[i][1], -1, 1);
            (byte L, byte A, byte B) own = ColourConversion.ToLab(r, g, b);
            Assert.InRange(own.L - expectedLab[i][0], -1, 1);
            Assert.InRange(own.A - expectedLab[i][1], -2, 2);
            Assert.InRange(own.B - expectedLab[i][2], -2, 2);
            Assert.Equal(((byte)back[i][0], (byte)back[i][1], (byte)back[i][2]), ColourConversion.FromLab((byte)expectedLab[i][0], (byte)expectedLab[i][1], (byte)expectedLab[i][2]));
            if (own.L == expectedLab[i][0] && own.A == expectedLab[i][1] && own.B == expectedLab[i][2]) lab++;
        }

        Assert.Equal(rgb.Length, lab);
    }

    [Fact]
    public void GreyOfAnImage_IsPerPixel() =>
        Assert.Equal([76, 150], ColourConversion.Grey(new RgbImage(2, 1, [255, 0, 0, 0, 255, 0])));

    private static int[][] Triples(JsonElement parent, string name) =>
        [.. parent.GetProperty(name).EnumerateArray().Select(v => v.EnumerateArray().Select(x => x.GetInt32()).ToArray())];
}
