using Thca.Core.Errors;
using Thca.Statistics.Contingency;
using Thca.Statistics.Regression;

namespace Thca.Statistics.Tests.Regression;

public class OptionsTests
{
    [Fact]
    public void EveryProblemIsReportedAtOnce()
    {
        Assert.Equal(4, Problems(() => new LogisticOptions { Level = 1, Tolerance = 0, MaxIterations = 0, FirthMaxStep = -1 }.Validate()));
        Assert.Equal(3, Problems(() => new BayesianRidgeOptions { MaxIterations = 0, Tolerance = 0, Prior = -1 }.Validate()));
        Assert.Equal(2, Problems(() => new FreemanHaltonOptions { MaximumTables = -1, Replicates = 0 }.Validate()));
        Assert.Equal(1, Problems(() => new RidgeOptions { C = 0 }.Validate()));
    }

    [Fact]
    public void DefaultsAreValid()
    {
        new LogisticOptions().Validate();
        new BayesianRidgeOptions().Validate();
        new FreemanHaltonOptions().Validate();
        new RidgeOptions().Validate();
    }

    private static int Problems(Action validate) => Assert.Throws<OptionsException>(validate).Problems.Count;
}
