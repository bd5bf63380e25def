using Thca.Core.Errors;
using Thca.Pathology.NuclearFeatures;

namespace Thca.Pathology.Tests.NuclearFeatures;

public class StainUnmixingTests
{
    [Fact]
    public void Unmixing_MixedColour_GivesBackItsConcentrations()
    {
        double[] h = [0.65, 0.70, 0.29], e = [0.07, 0.99, 0.11];
        double hLength = Math.Sqrt(h.Sum(v => v * v)), eLength = Math.Sqrt(e.Sum(v => v * v));
        byte[] rgb = [.. Enumerable.Range(0, 3).Select(c => (byte)Math.Round(255 * Math.Exp(-(0.8 * h[c] / hLength + 0.4 * e[c] / eLength))))];
        Assert.Equal(0.8, StainUnmixing.Ruifrok.Haematoxylin(rgb[0], rgb[1], rgb[2]), 0.01);
        Assert.Equal(0.4, StainUnmixing.Ruifrok.Eosin(rgb[0], rgb[1], rgb[2]), 0.01);
        Assert.Equal(0, StainUnmixing.Ruifrok.Haematoxylin(255, 255, 255), 1e-5);
    }

    [Fact]
    public void Matrices_WithoutAnInverse_AreRefused()
    {
        Assert.Throws<OptionsException>(() => new StainUnmixing([1, 0, 0, 2, 0, 0]));
        Assert.Throws<OptionsException>(() => new StainUnmixing([1, 0, 0]));
        Assert.Throws<OptionsException>(() => new StainUnmixing([0, 0, 0, 0, 1, 0]));
        Assert.Throws<OptionsException>(() => new StainUnmixing([0.65, 0.70, 0.29, 0.07, 0.99, 0.11], 0));
    }
}
