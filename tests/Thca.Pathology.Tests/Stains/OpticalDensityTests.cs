using Thca.Pathology.Stains;
using Thca.Testing;

namespace Thca.Pathology.Tests.Stains;

public class OpticalDensityTests
{
    [Theory]
    [InlineData(255, 1e-6)]
    [InlineData(51, 1.6094379124341003)]
    [InlineData(85, 1.0986122886681098)]
    [InlineData(1, 5.541263545158426)]
    [InlineData(0, 5.541263545158426)]
    public void Fixed255_IsMinusTheLogarithmOfTheShareOf255(int value, double expected)
    {
        Close.To(expected, OpticalDensity.Fixed255.Red[value], 1e-12);
        Assert.Equal(OpticalDensity.Fixed255.Red, OpticalDensity.Fixed255.Green);
        Assert.Equal(OpticalDensity.Fixed255.Red, OpticalDensity.Fixed255.Blue);
    }

    // Brighter than the glass counts as glass.
    [Fact]
    public void Background_HasItsOwnValuePerChannel()
    {
        var density = new OpticalDensity([250, 240, 200]);
        Close.To([Math.Log(5), Math.Log(4), Math.Log(2)], [density.Red[50], density.Green[60], density.Blue[100]], 1e-12);
        Assert.Equal((1e-6, 1e-6, 1e-6), (density.Red[250], density.Green[250], density.Blue[255]));
    }
}
