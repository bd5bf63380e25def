using Thca.Pathology.Colour;

namespace Thca.Pathology.Tests.Colour;

public class OtsuTests
{
    [Fact]
    public void TwoPeaks_AreSeparatedAtTheFirstBestValue()
    {
        var histogram = new long[256];
        (histogram[50], histogram[200]) = (100, 100);
        Assert.Equal(50, Otsu.Threshold(histogram));
    }

    [Fact]
    public void HandComputed_ThreeValues()
    {
        var histogram = new long[256];
        (histogram[10], histogram[20], histogram[100]) = (4, 4, 4);
        Assert.Equal(20, Otsu.Threshold(histogram));
    }

    [Fact]
    public void EmptyOrConstant_GivesZero()
    {
        var histogram = new long[256];
        Assert.Equal(0, Otsu.Threshold(histogram));
        histogram[77] = 9;
        Assert.Equal(0, Otsu.Threshold(histogram));
    }
}
