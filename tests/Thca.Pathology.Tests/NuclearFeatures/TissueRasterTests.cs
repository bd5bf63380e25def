using Thca.Pathology.NuclearFeatures;

namespace Thca.Pathology.Tests.NuclearFeatures;

public class TissueRasterTests
{
    [Fact]
    public void AreaWithin_CountsCellsWhoseCentreIsNear()
    {
        var raster = new TissueRaster(3, 2, 10, [true, true, false, true, false, false]);
        Assert.Equal(3e-4, raster.AreaMm2, 1e-12);
        Assert.Equal(100, raster.AreaWithin(5, 5, 9));
        Assert.Equal(300, raster.AreaWithin(5, 5, 10));
        Assert.Equal(0, raster.AreaWithin(100, 100, 20));
        Assert.True(raster.Contains(19.9, 0));
        Assert.False(raster.Contains(20, 0));
        Assert.False(raster.Contains(-0.1, 0));
    }

    [Fact]
    public void Full_CoversTheSlide() => Assert.Equal(0.04, TissueRaster.Full(200, 200).AreaMm2, 1e-12);
}
