using System.Text.Json;
using Thca.Core.Errors;
using Thca.Core.Geometry;
using Thca.Core.Outcomes;
using Thca.Core.Provenance;
using Thca.Core.Volumes;
using Thca.Imaging.Quality;
using Thca.Testing;

namespace Thca.Imaging.Tests.Quality;

public class ImageQualityControlTests
{
    private static readonly ImageGeometry Grid = new(new GridSize(50, 50, 30), Spacing.Isotropic(1));

    [Theory]
    [InlineData("syn_aniso", "standard")]
    [InlineData("syn_border", "standard")]
    [InlineData("syn_flat", "standard")]
    [InlineData("syn_odd", "standard")]
    [InlineData("syn_oneslice", "standard")]
    [InlineData("syn_small", "standard")]
    [InlineData("qc_pass_all", "titan")]
    [InlineData("qc_low_contrast", "titan")]
    [InlineData("qc_flat_lesion", "titan")]
    public void Assess_Reference_IsTheOriginal(string name, string script)
    {
        bool unit = name.StartsWith("qc_", StringComparison.Ordinal);
        string imagePath = unit ? SharedData.Path("golden", "pipeline_units", name + "_image.nii.gz") : GoldenFeatures.InputPath(name, "image");
        string labelPath = unit ? SharedData.Path("golden", "pipeline_units", name + "_label.nii.gz") : GoldenFeatures.InputPath(name, "label");
        using JsonDocument file = JsonDocument.Parse(File.ReadAllText(SharedData.Path("golden", "pipeline_units", "quality_control.json")));
        JsonElement expected = file.RootElement.GetProperty(name).GetProperty(script);
        QualityReport report = ImageQualityControl.Assess(VolumeFile.Read<float>(imagePath), VolumeFile.ReadLabelMap(labelPath).SelectNonZero(), mode: AnalysisMode.Reference);
        Number("SNR", report.Snr);
        Number("Contrast_HU", report.ContrastHU);
        // The unit cases were measured before their spacing was rounded to single precision in the file.
        Number("TumorVolume_mm3", report.TumorVolume, unit ? 1e-7 : 1e-9);
        Number("Intensity_STD", report.IntensityStd);
        Number("Intensity_IQR", report.IntensityIqr);
        Number("EdgeGradient", report.EdgeGradient);
        Number("Quality_Score", report.Score);
        Flag("SNR_Pass", report.SnrPass);
        Flag("Contrast_Pass", report.ContrastPass);
        Flag("Volume_Pass", report.VolumePass);
        Flag("Intensity_Pass", report.IntensityPass);
        Flag("Edge_Pass", report.EdgePass);
        Flag("Overall_QC_Pass", report.OverallPass);
        if (script == "standard") Assert.Equal(expected.GetProperty("Recommendation").GetString(), report.Recommendation);

        void Number(string column, double? value, double relative = 1e-9) => Close.To(expected.GetProperty(column).GetDouble(), value!.Value, relative, what: column);
        void Flag(string column, bool? value) => Assert.Equal(expected.GetProperty(column).GetBoolean(), value);
    }

    [Fact]
    public void Assess_KnownScene_GivesTheFormulas()
    {
        // Lesion 100 ± 20 alternating. Tissue repeats 50, 56, 56, 50, 56 along x: differences are 6, 0, -6, 6, -6, their median is 0 and
        // the median of their size 6, so the noise is 1.4826 · 6/√2.
        Mask lesion = Cube();
        Volume<float> image = Scene((x, inside) => inside ? 100 + (x % 2 == 0 ? 20 : -20) : x % 5 is 0 or 3 ? 50 : 56);
        QualityReport report = ImageQualityControl.Assess(image, lesion);
        Close.To(1.4826 * 6 / Math.Sqrt(2), report.NoiseHU!.Value, 1e-12);
        Close.To((100 - 53.6) / report.NoiseHU.Value, report.Cnr!.Value, 0.01);
        Assert.Equal(1000, report.TumorVolume);
        Close.To(20, report.IntensityStd, 1e-12);
        Assert.Equal(40, report.IntensityIqr);
        Assert.Equal(1, report.NumComponents);
        Assert.Equal((10, 10, 10), report.BoundingBox);
        Assert.True(report.OverallPass);
        Assert.Equal(100, report.Score);
        Assert.Null(report.Snr);
        Assert.Equal("100", report.Columns().Single(c => c.Key == "Quality_Score").Value);
        Assert.Equal("True", report.Columns().Single(c => c.Key == "CNR_Pass").Value);
    }

    [Fact]
    public void Assess_AirAround_IsNotTakenAsTissue()
    {
        Volume<float> image = Scene((x, inside) => inside ? 40 + x % 7 * 5 : -1000);
        QualityReport report = ImageQualityControl.Assess(image, Cube());
        Assert.Equal(double.NaN, report.NoiseHU);
        Assert.Equal(double.NaN, report.Cnr);
        Assert.Equal(ProblemCodes.Undefined, report.Reasons["NoiseHU"].Code);
        Assert.Contains("CNR", report.Reasons.Keys);
        Assert.False(report.OverallPass);
        Assert.Equal(50, report.Score);
        Assert.Equal("Check before use: noise, contrast to noise", report.Recommendation);
    }

    [Fact]
    public void Assess_ConstantSurroundings_HaveNoContrastToNoise()
    {
        QualityReport report = ImageQualityControl.Assess(Scene((x, inside) => inside ? 40 + x % 7 * 5 : 10), Cube());
        Assert.Equal(0, report.NoiseHU);
        Assert.Equal(double.NaN, report.Cnr);
        Assert.Equal(75, report.Score);
    }

    [Fact]
    public void Assess_LesionFillsTheImage_SaysWhy()
    {
        var geometry = new ImageGeometry(new GridSize(5, 5, 5), Spacing.Isotropic(1));
        var image = new Volume<float>(geometry, [.. Enumerable.Range(0, 125).Select(i => (float)i)]);
        QualityReport report = ImageQualityControl.Assess(image, Masks.Where(geometry, (_, _, _) => true));
        Assert.Equal(double.NaN, report.EdgeGradientMagnitude);
        Assert.Equal(["CNR", "EdgeGradientMag", "NoiseHU"], report.Reasons.Keys.Order());
    }

    [Fact]
    public void Assess_RampImage_EdgeGradientIsPerMillimetre()
    {
        var geometry = new ImageGeometry(new GridSize(20, 20, 20), new Spacing(2, 1, 4));
        var image = new Volume<float>(geometry);
        for (int i = 0; i < image.Voxels.Length; i++) image.Voxels[i] = 6 * geometry.Size.IndexOf(i).X + 16 * geometry.Size.IndexOf(i).Z;
        QualityReport report = ImageQualityControl.Assess(image, Masks.Where(geometry, (x, y, z) => x is > 7 and < 12 && y is > 7 and < 12 && z is > 7 and < 12));
        Close.To(5, report.EdgeGradientMagnitude!.Value, 1e-12);
        Close.To(16, ImageQualityControl.Assess(image, Masks.Where(geometry, (x, _, _) => x > 9), mode: AnalysisMode.Reference).EdgeGradient!.Value, 1e-12);
    }

    [Fact]
    public void Assess_BadInput_SaysWhatIsWrong()
    {
        Volume<float> image = Scene((_, inside) => inside ? float.NaN : 0);
        Assert.Equal(ProblemCodes.NonFiniteVoxels, Assert.Throws<ThcaException>(() => ImageQualityControl.Assess(image, Cube())).Code);
        Assert.Throws<EmptyMaskException>(() => ImageQualityControl.Assess(image, Masks.Where(Grid, (_, _, _) => false)));
        Mask elsewhere = Masks.Where(Grid with { Origin = new PhysicalPoint(5, 0, 0) }, (x, _, _) => x == 5);
        Assert.Throws<GeometryMismatchException>(() => ImageQualityControl.Assess(image, elsewhere));
        Assert.Throws<OptionsException>(() => ImageQualityControl.Assess(image, Cube(), new QualityOptions { ShellInner = 20 }));
        var flat = new ImageGeometry(new GridSize(9, 9, 1), Spacing.Isotropic(1));
        Assert.Equal(ProblemCodes.Undefined, Assert.Throws<ThcaException>(() => ImageQualityControl.Assess(new Volume<float>(flat), Masks.Where(flat, (x, _, _) => x > 3), mode: AnalysisMode.Reference)).Code);
    }

    private static Mask Cube() => Masks.Where(Grid, (x, y, z) => x is >= 20 and < 30 && y is >= 20 and < 30 && z is >= 10 and < 20);

    private static Volume<float> Scene(Func<int, bool, float> value)
    {
        Mask cube = Cube();
        var image = new Volume<float>(Grid);
        for (int i = 0; i < image.Voxels.Length; i++) image.Voxels[i] = value(Grid.Size.IndexOf(i).X, cube.Voxels[i] != 0);
        return image;
    }
}
