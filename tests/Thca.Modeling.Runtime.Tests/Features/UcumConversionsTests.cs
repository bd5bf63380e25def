using Thca.Modeling.Runtime.Features;

namespace Thca.Modeling.Runtime.Tests.Features;

public class UcumConversionsTests
{
    [Theory]
    [InlineData("cm", "mm", 0.1)]
    [InlineData("mm", "cm", 10)]
    [InlineData("10*9/L", "10*3/uL", 1)]
    [InlineData("10*9/L", "/uL", 0.001)]
    [InlineData("10*12/L", "10*6/uL", 1)]
    [InlineData("g/L", "g/dL", 10)]
    [InlineData("ng/mL", "ug/L", 1)]
    [InlineData("[IU]/mL", "m[IU]/L", 1e-6)]
    public void FactorsLeadToTheFeatureUnit(string unit, string from, double factor) =>
        Assert.Equal(factor, Assert.Single(UcumConversions.For(unit), c => c.Unit == from).Factor);

    [Fact]
    public void UnknownUnitsHaveNone() => Assert.Empty(UcumConversions.For("mg/dL"));
}
