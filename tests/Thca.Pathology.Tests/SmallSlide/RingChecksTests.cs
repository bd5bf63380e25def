using Thca.Core.Histology;

namespace Thca.Pathology.Tests.SmallSlide;

public class RingChecksTests
{
    [Theory]
    [InlineData(true, 0, 0, 0, 2, 2, 2, 0, 0)]
    [InlineData(true, 0, 0, 0, 2, 2, 2, 2, 0, 0, 0)]
    [InlineData(false, 0, 0, 0, 2, 2, 2, 2, 0)]
    [InlineData(false, 0, 0, 2, 2, 0, 0)]
    [InlineData(false, 0, 0, 2, 2, 4, 4, 0, 0)]
    [InlineData(false, 0, 0, 4, 4, 4, 0, 0, 5, 0, 0)]
    [InlineData(false, 0, 0, 0, 4, 4, 4, 2, 2, 4, 0, 2, 2, 0, 0)]
    [InlineData(false, 0, 0, 0, 4, 4, 4, 4, 2, 6, 2, 4, 2, 4, 0, 0, 0)]
    public void IsValid_IsWhatSimpleFeaturesDemand(bool expected, params int[] flat) =>
        Assert.Equal(expected, RingChecks.IsValid([.. Enumerable.Range(0, flat.Length / 2).Select(i => new PixelPoint(flat[2 * i], flat[2 * i + 1]))]));
}
