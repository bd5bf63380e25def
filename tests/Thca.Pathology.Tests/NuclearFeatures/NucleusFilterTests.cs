using Thca.Core.Errors;
using Thca.Core.Histology;
using Thca.Pathology.NuclearFeatures;
using Thca.Pathology.Tests.Nuclei;

namespace Thca.Pathology.Tests.NuclearFeatures;

public class NucleusFilterTests
{
    private static readonly Nucleus Good = Samples.Square(0, NucleusType.Dead, 10, 10, 12) with { RegionId = 1, MeanNuclearProbability = 0.9 };

    [Fact]
    public void Exclusion_OrdinaryNucleus_IsNone() => Assert.Equal("", new NucleusFilter().Exclusion(Good, 50));

    [Fact]
    public void Exclusion_NamesTheFirstReason()
    {
        var filter = new NucleusFilter { SmallestProbability = 0.3 };
        Assert.Equal("NO_TYPE", filter.Exclusion(Good with { Type = NucleusType.Background, RegionId = 0 }, 50));
        Assert.Equal("OUTSIDE_TISSUE", filter.Exclusion(Good with { RegionId = 0, Flags = NucleusFlags.TouchesBorder }, 50));
        Assert.Equal("TOUCHES_BORDER", filter.Exclusion(Good with { Flags = NucleusFlags.TouchesBorder }, 1));
        Assert.Equal("TOUCHES_BORDER", filter.Exclusion(Good with { Flags = NucleusFlags.TouchesBorder | NucleusFlags.Blurred }, 50));
        Assert.Equal("OUT_OF_FOCUS", filter.Exclusion(Good with { Flags = NucleusFlags.Blurred }, 1));
        Assert.Equal("TOO_SMALL", filter.Exclusion(Good with { Probability = 0 }, 7.99));
        Assert.Equal("TOO_LARGE", filter.Exclusion(Good with { Probability = 0 }, 600.01));
        Assert.Equal("LOW_PROBABILITY", filter.Exclusion(Good with { Probability = 0.29, MeanNuclearProbability = 0 }, 50));
        Assert.Equal("LOW_NP_MEAN", filter.Exclusion(Good with { MeanNuclearProbability = 0.49 }, 50));
    }

    [Fact]
    public void Exclusion_LimitsThemselvesAndMissingValues_Pass()
    {
        var filter = new NucleusFilter();
        Assert.Equal("", filter.Exclusion(Good with { MeanNuclearProbability = 0.5 }, 8));
        Assert.Equal("", filter.Exclusion(Good with { MeanNuclearProbability = double.NaN, Probability = double.NaN }, 600));
        Assert.Equal("", new NucleusFilter { InFocusOnly = false }.Exclusion(Good with { Flags = NucleusFlags.Blurred }, 50));
        Assert.Equal("", new NucleusFilter { InTissueOnly = false }.Exclusion(Good with { RegionId = 0 }, 50));
    }

    [Fact]
    public void Validate_NamesEveryWrongLimit() =>
        Assert.Equal(2, Assert.Throws<OptionsException>(() => new NucleusFilter { SmallestArea = 700, SmallestProbability = 2 }.Validate()).Problems.Count);
}
