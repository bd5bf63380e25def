using System.Text;
using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Radiomics.Parameters;
using Thca.Radiomics.Settings;
using Thca.Testing;

namespace Thca.Radiomics.Tests.Parameters;

public class RadiomicsParameterFileTests
{
    private const string Complete = """
        # A parameter file as PyRadiomics users write it.
        imageType:
          Original: {}

        featureClass:
          shape:
          firstorder: []
          glcm:
            - 'Contrast'
            - "MCC"

        setting:
          normalize: true
          normalizeScale: 100
          removeOutliers: 3
          interpolator: 'sitkLinear'
          resampledPixelSpacing: [1, 1, 0]
          padDistance: 10
          binWidth: 12.5
          distances: [1, 2]
          force2D: True
          force2Ddimension: 1
          weightingNorm: manhattan
          symmetricalGLCM: false
          gldm_a: 2
          resegmentRange: [-3, 3]
          resegmentMode: sigma
          resegmentShape: true
          voxelArrayShift: 300
          minimumROIDimensions: 1
          minimumROISize: 50
          geometryTolerance: 0.0001
          correctMask: true
          label: 2
          additionalInfo: false
          preCrop: true
        """;

    [Fact]
    public void Parse_CompleteFile_SetsEverything()
    {
        (RadiomicsOptions o, IReadOnlyList<string> warnings) = RadiomicsParameterFile.Parse(Complete);
        Assert.Empty(warnings);
        Assert.Equal(["shape", "firstorder", "glcm"], o.FeatureClasses.Select(c => c.Name));
        Assert.Equal(["Contrast", "MCC"], o.FeatureClasses[2].Features);
        Assert.True(o.Normalize && o.Force2D && o.ResegmentShape && o.CorrectMask && o.PreCrop);
        Assert.False(o.SymmetricalGlcm || o.AdditionalInfo);
        Assert.Equal((100, 3, 12.5, 300, 0.0001), (o.NormalizeScale, o.RemoveOutliers, o.BinWidth, o.VoxelArrayShift, o.GeometryTolerance));
        Assert.Equal((10, 1, 2, 1, 50, 2), (o.PadDistance, o.Force2DDimension, o.GldmAlpha, o.MinimumRoiDimensions, o.MinimumRoiSize, o.Label));
        Assert.Equal([1, 1, 0], o.ResampledPixelSpacing!);
        Assert.Equal([1, 2], o.Distances);
        Assert.Equal([-3, 3], o.ResegmentRange!);
        Assert.Equal((ImageInterpolator.Linear, DistanceWeighting.Manhattan, ResegmentationMode.Sigma), (o.Interpolator, o.WeightingNorm, o.ResegmentMode));
    }

    [Fact]
    public void Parse_Empty_IsDefaultWithoutShape2D()
    {
        RadiomicsOptions o = RadiomicsParameterFile.Parse("setting: {binCount: 32}").Options;
        Assert.Equal(32, o.BinCount);
        Assert.Equal(["shape", "firstorder", "glcm", "glrlm", "glszm", "gldm", "ngtdm"], o.FeatureClasses.Select(c => c.Name));
        Assert.Equal(25, RadiomicsParameterFile.Parse("").Options.BinWidth);
    }

    [Fact]
    public void Parse_Json_IsRead() =>
        Assert.Equal(7.5, RadiomicsParameterFile.Parse("""{"setting": {"binWidth": 7.5, "interpolator": 2}, "featureClass": {"gldm": null}}""").Options.BinWidth);

    [Fact]
    public void Parse_DuplicateKey_LaterWins() => Assert.Equal(3, RadiomicsParameterFile.Parse("setting:\n  binWidth: 2\n  binWidth: 3\n").Options.BinWidth);

    [Fact]
    public void Parse_MisspeltResampling_WorksWithWarning()
    {
        (RadiomicsOptions o, IReadOnlyList<string> warnings) = RadiomicsParameterFile.Parse("setting:\n  resamplePixelSpacing: [2, 2, 2]\n");
        Assert.Equal([2, 2, 2], o.ResampledPixelSpacing!);
        Assert.Contains("resampledPixelSpacing", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_FilterSettingsAndRemovedFeature_AreWarnedAbout()
    {
        IReadOnlyList<string> warnings = RadiomicsParameterFile.Parse("setting: {sigma: [1, 2]}\nfeatureClass: {glcm: [Id, Homogeneity1]}\nvoxelSetting: {kernelRadius: 2}\n").Warnings;
        Assert.Equal(3, warnings.Count);
        Assert.Contains(warnings, w => w.Contains("Homogeneity1", StringComparison.Ordinal) && w.Contains("Id", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("setting: {binWith: 25}", "binWith")]
    [InlineData("settings: {binWidth: 25}", "settings")]
    [InlineData("featureClass: {glmc: }", "glmc")]
    [InlineData("featureClass: {glcm: [Kontrast]}", "Kontrast")]
    [InlineData("imageType: {Orginal: {}}", "Orginal")]
    [InlineData("voxelSetting: {radius: 1}", "voxelSetting.radius")]
    [InlineData("setting: {binWidth: wide}", "binWidth")]
    [InlineData("setting: {binWidth: -1}", "binWidth")]
    [InlineData("setting: {normalize: maybe}", "normalize")]
    [InlineData("setting: {interpolator: sitkCubic}", "sitkCubic")]
    [InlineData("setting: {interpolator: sitkGaussian}", "sitkGaussian")]
    [InlineData("setting: {interpolator: 9}", "sitkLanczosWindowedSinc")]
    [InlineData("setting: {weightingNorm: cosine}", "cosine")]
    [InlineData("setting: {label_channel: 1}", "label_channel")]
    [InlineData("setting: [binWidth]", "setting")]
    [InlineData("featureClass: {glcm: Contrast}", "featureClass.glcm")]
    public void Parse_WrongEntry_IsNamed(string text, string named)
    {
        var error = Assert.Throws<OptionsException>(() => RadiomicsParameterFile.Parse(text));
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_SeveralMistakes_AreListedAtOnce() =>
        Assert.Equal(3, Assert.Throws<OptionsException>(() => RadiomicsParameterFile.Parse("setting: {foo: 1, binCount: many, normalize: 2}")).Problems.Count);

    [Theory]
    [InlineData("LoG")]
    [InlineData("Wavelet")]
    public void Parse_Filter_IsUnsupported(string filter)
    {
        var error = Assert.Throws<DataFormatException>(() => RadiomicsParameterFile.Parse($"imageType:\n  Original: {{}}\n  {filter}: {{}}\n"));
        Assert.Equal(ProblemCodes.FormatUnsupported, error.Code);
        Assert.Contains($"filter {filter} is not available yet", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("setting: [1, 2")]
    [InlineData("setting:\n\tbinWidth: 3")]
    [InlineData("- a\n- b")]
    [InlineData("just text")]
    [InlineData("setting: *nowhere")]
    [InlineData("? [a]\n: 1")]
    public void Parse_NotAParameterFile_IsFormatError(string text) => Assert.Throws<DataFormatException>(() => RadiomicsParameterFile.Parse(text));

    [Fact]
    public void Read_DeepOrLongText_IsRefused()
    {
        Assert.Throws<DataFormatException>(() => RadiomicsParameterFile.Parse("setting: " + new string('[', 50_000)));
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(new string('#', 2 << 20)));
        Assert.Equal(ProblemCodes.SizeLimitExceeded, Assert.Throws<DataFormatException>(() => RadiomicsParameterFile.Read(stream)).Code);
    }

    [Fact]
    public void Read_Path_ReadsFile()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("params.yaml"), Complete);
        Assert.Equal(12.5, RadiomicsParameterFile.Read(folder.File("params.yaml")).Options.BinWidth);
        Assert.Throws<FileNotFoundException>(() => RadiomicsParameterFile.Read(folder.File("absent.yaml")));
    }
}
