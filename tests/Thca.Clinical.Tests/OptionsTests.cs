using Thca.Clinical.Baseline;
using Thca.Clinical.Cleaning;
using Thca.Clinical.Imputation;
using Thca.Clinical.Regression;
using Thca.Core.Errors;

namespace Thca.Clinical.Tests;

public class OptionsTests
{
    [Fact]
    public void EveryProblemIsReportedAtOnce()
    {
        Assert.Equal(2, Problems(() => new CleaningOptions { OrdinalNumericBase = 5, MaximumInferredLevels = 0 }.Validate()));
        Assert.Equal(3, Problems(() => new IterativeImputerOptions { MaxRounds = 0, Tolerance = 0, RidgeTolerance = 0 }.Validate()));
        Assert.Equal(3, Problems(() => new ChainedEquationsOptions { Imputations = 1, Cycles = 0, Donors = 0 }.Validate()));
        Assert.Equal(3, Problems(() => new PreprocessingOptions { MissingDropThreshold = 2, IqrMultiplier = 0, LowerPercentile = 1 }.Validate()));
        Assert.Equal(4, Problems(() => new RegressionOptions { EntryP = 0, Level = 1, MinimumRows = 0, OptimismReplicates = -1 }.Validate()));
        Assert.Equal(1, Problems(() => new BaselineOptions { FisherBelow = -1 }.Validate()));
    }

    [Fact]
    public void DefaultsAreValid()
    {
        new CleaningOptions().Validate();
        new IterativeImputerOptions().Validate();
        IterativeImputerOptions.Reference.Validate();
        new ChainedEquationsOptions().Validate();
        new PreprocessingOptions().Validate();
        new RegressionOptions().Validate();
        new BaselineOptions().Validate();
    }

    private static int Problems(Action validate) => Assert.Throws<OptionsException>(validate).Problems.Count;
}
