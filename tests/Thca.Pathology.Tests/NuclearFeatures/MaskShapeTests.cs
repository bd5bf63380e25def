using Thca.Pathology.NuclearFeatures;
using Thca.Testing;

namespace Thca.Pathology.Tests.NuclearFeatures;

public class MaskShapeTests
{
    [Fact]
    public void Disc_HasTheKnownMeasures()
    {
        byte[] mask = Disc(out int width);
        MaskShape shape = MaskShape.Of(mask, width, 0);
        double perimeter = BorderPerimeter.Of(mask, width);
        Assert.Equal(441, shape.Area);
        Close.To(77.2548, perimeter, 1e-6);
        Close.To(0.928533, 4 * Math.PI * shape.Area / (perimeter * perimeter), 1e-6);
        Close.To(0.948387, (double)shape.Area / ConvexHull.PixelCount(mask, width), 1e-6);
        Close.To(23.69572806108036, 4 * Math.Sqrt(shape.Major), 1e-6);
    }

    [Fact]
    public void Line_HasTheKnownMeasures()
    {
        byte[] mask = [1, 1, 1, 1, 1];
        MaskShape shape = MaskShape.Of(mask, 5, 0);
        Close.To(5.65685, 4 * Math.Sqrt(shape.Major), 1e-6);
        Assert.Equal(0, shape.Minor);
        Assert.Equal(3, BorderPerimeter.Of(mask, 5));
        Assert.Equal(5, ConvexHull.PixelCount(mask, 5));
        Assert.Equal(1.0 / 12, MaskShape.Of(mask, 5, 1.0 / 12).Minor, 1e-15);
    }

    [Fact]
    public void Empty_IsEmpty()
    {
        Assert.Equal(0, MaskShape.Of(new byte[6], 3, 0).Area);
        Assert.Equal(0, ConvexHull.PixelCount(new byte[6], 3));
    }

    // Two pixels apart: the hull also holds the pixels whose centres lie on the straight line between them.
    [Fact]
    public void Hull_OfTwoPixels_HoldsTheLineBetween() => Assert.Equal(5, ConvexHull.PixelCount([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], 5));

    private static byte[] Disc(out int width)
    {
        width = 27;
        var mask = new byte[27 * 27];
        for (int y = 0; y < 27; y++)
        {
            for (int x = 0; x < 27; x++) mask[y * 27 + x] = (x - 13) * (x - 13) + (y - 13) * (y - 13) <= 144 ? (byte)1 : (byte)0;
        }

        return mask;
    }
}
