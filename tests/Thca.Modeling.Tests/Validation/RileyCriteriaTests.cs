using Thca.Modeling.Validation;
using Thca.Testing;

namespace Thca.Modeling.Tests.Validation;

public sealed class RileyCriteriaTests
{
    [Theory]
    [InlineData(28, 2925)]
    [InlineData(229, 23916)]
    public void Printed_sample_sizes(int parameters, int expected)
    {
        RileyCriteria riley = RileyCriteria.Of(parameters, 0.1356);
        Close.To(0.5479, riley.MaxCoxSnell, 1e-4);
        Assert.Equal(181, riley.Prevalence);
        Assert.InRange(riley.Shrinkage, expected - 1, expected + 1);
        Assert.True(riley.Required >= riley.Shrinkage);
    }
}
