using Thca.Core.Errors;
using Thca.Core.Provenance;
using Thca.Radiomics.Settings;

namespace Thca.Radiomics.Tests;

public class RadiomicsOptionsTests
{
    public static TheoryData<string, RadiomicsOptions> Wrong() => new()
    {
        { "binWidth", new RadiomicsOptions { BinWidth = 0 } },
        { "binWidth", new RadiomicsOptions { BinWidth = double.NaN } },
        { "binCount", new RadiomicsOptions { BinCount = 0 } },
        { "normalizeScale", new RadiomicsOptions { NormalizeScale = -1 } },
        { "removeOutliers", new RadiomicsOptions { RemoveOutliers = 0 } },
        { "resampledPixelSpacing", new RadiomicsOptions { ResampledPixelSpacing = [1, 1] } },
        { "resampledPixelSpacing", new RadiomicsOptions { ResampledPixelSpacing = [1, 1, -1] } },
        { "interpolator", new RadiomicsOptions { Interpolator = ImageInterpolator.Gaussian } },
        { "padDistance", new RadiomicsOptions { PadDistance = -1 } },
        { "force2Ddimension", new RadiomicsOptions { Force2DDimension = 3 } },
        { "distances", new RadiomicsOptions { Distances = [] } },
        { "distances", new RadiomicsOptions { Distances = [0] } },
        { "gldm_a", new RadiomicsOptions { GldmAlpha = -1 } },
        { "resegmentRange", new RadiomicsOptions { ResegmentRange = [] } },
        { "resegmentRange", new RadiomicsOptions { ResegmentRange = [1, 2, 3] } },
        { "minimumROIDimensions", new RadiomicsOptions { MinimumRoiDimensions = 4 } },
        { "minimumROISize", new RadiomicsOptions { MinimumRoiSize = 0 } },
        { "geometryTolerance", new RadiomicsOptions { GeometryTolerance = 0 } },
        { "label", new RadiomicsOptions { Label = 0 } },
        { "featureClass", new RadiomicsOptions { FeatureClasses = [] } },
        { "featureClass", new RadiomicsOptions { FeatureClasses = ["texture"] } },
        { "featureClass", new RadiomicsOptions { FeatureClasses = ["glcm", "glcm"] } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Validate_WrongSetting_IsNamed(string setting, RadiomicsOptions options) =>
        Assert.Contains(setting, Assert.Throws<OptionsException>(options.Validate).Message, StringComparison.Ordinal);

    [Fact]
    public void Validate_SeveralWrong_AreListedAtOnce() =>
        Assert.Equal(2, Assert.Throws<OptionsException>(() => new RadiomicsExtractor(new RadiomicsOptions { BinWidth = -1, Label = -1 })).Problems.Count);

    [Fact]
    public void Default_IsPyRadiomics()
    {
        RadiomicsOptions o = RadiomicsProfiles.PyRadiomics;
        Assert.Equal((25, null, false, 1, ImageInterpolator.BSpline, 5, 2), (o.BinWidth, o.BinCount, o.Normalize, o.NormalizeScale, o.Interpolator, o.PadDistance, o.MinimumRoiDimensions));
        Assert.Equal((FlatRegionLevel.Middle, IsolatedVoxels.Count, NegativeInformation.Skip), (o.FlatRegionLevel, o.NgtdmIsolated, o.NegativeImc2));
        o.Validate();
    }

    [Fact]
    public void ThcaFor_Mode_SwitchesConventionsOnly()
    {
        RadiomicsOptions sound = RadiomicsProfiles.Thca, reference = RadiomicsProfiles.ThcaFor(AnalysisMode.Reference);
        Assert.Equal((32, true, 100), (sound.BinCount, sound.Normalize, sound.NormalizeScale));
        Assert.Equal((FlatRegionLevel.One, IsolatedVoxels.Exclude, NegativeInformation.Zero), (sound.FlatRegionLevel, sound.NgtdmIsolated, sound.NegativeImc2));
        Assert.Equal(FlatRegionLevel.Middle, reference.FlatRegionLevel);
        string[] differing = [.. sound.ToParameters().Zip(reference.ToParameters()).Where(p => p.First.Value != p.Second.Value).Select(p => p.First.Key)];
        Assert.Equal(["flatRegionLevel", "ngtdmIsolated", "negativeImc2", "exactFlatMoments"], differing);
    }

    [Fact]
    public void Descriptors_SelectedFeatures_KeepOutputOrder()
    {
        var extractor = new RadiomicsExtractor(new RadiomicsOptions
        {
            FeatureClasses = [new FeatureClassSelection("gldm", ["GrayLevelVariance", "DependenceEntropy"]), new FeatureClassSelection("firstorder", ["StandardDeviation", "Mean"]), "shape"],
        });
        Assert.Equal(
            ["gldm_DependenceEntropy", "gldm_GrayLevelVariance", "firstorder_Mean", "firstorder_StandardDeviation"],
            extractor.Descriptors.Skip(14).Select(d => d.Name));
        Assert.Equal("shape_Elongation", extractor.Descriptors[0].Name);
    }
}
