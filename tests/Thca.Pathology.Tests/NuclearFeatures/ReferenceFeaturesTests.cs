using Thca.Core.Histology;
using Thca.Core.Tables;
using Thca.Pathology.NuclearFeatures;
using Thca.Pathology.Stains;
using Thca.Testing;

namespace Thca.Pathology.Tests.NuclearFeatures;

public class ReferenceFeaturesTests
{
    [Fact]
    public void Compute_StoredSlideWithoutNormalisation_EqualsTheScript()
    {
        RgbImage slide = GoldenSlide.Image();
        TextTable expected = TextTable.Read(SharedData.Path("golden", "nuclear", "slide_a.features_none.csv"));
        Dictionary<string, Nucleus> nuclei = GoldenSlide.Nuclei().ToDictionary(n => n.Id, n => n.Nucleus);
        Assert.Equal(nuclei.Count, expected.RowCount);
        for (int r = 0; r < expected.RowCount; r++) AssertRow(expected, r, nuclei[expected[r, "nucleus_id"]], slide, 1e-9);
    }

    // Each patch is normalised by its own stains, as the script does.
    [Theory]
    [InlineData(StainMethod.Macenko, "slide_a.features_macenko.csv")]
    [InlineData(StainMethod.Reinhard, "slide_a.features_reinhard.csv")]
    public void Compute_StoredSlideNormalised_EqualsTheScript(StainMethod method, string table)
    {
        RgbImage slide = GoldenSlide.Image();
        ReferenceStainNormalizer normalizer = ReferenceStainNormalizer.Create(GoldenSlide.Target(), method);
        TextTable expected = TextTable.Read(SharedData.Path("golden", "nuclear", table));
        Dictionary<string, Nucleus> nuclei = GoldenSlide.Nuclei().ToDictionary(n => n.Id, n => n.Nucleus);
        Assert.Equal(nuclei.Values.Count(n => (int)n.Type <= 3), expected.RowCount);   // the script leaves the other types out
        for (int r = 0; r < expected.RowCount; r++) AssertRow(expected, r, nuclei[expected[r, "nucleus_id"]], slide, method == StainMethod.Reinhard ? 1e-9 : 0.01, normalizer);
    }

    // One row of the stored table, so that the test stands alone; its pixels are made up.
    [Fact]
    public void Compute_StoredOutline_GivesTheStoredShape()
    {
        Nucleus nucleus = Nuclei.Samples.Nucleus(
            0, NucleusType.NeoplasticEpithelial, 228, 295, 225, 298, 225, 301, 226, 302, 226, 303, 227, 304, 228, 304, 229, 305, 230, 305, 231, 306, 235, 306, 236, 305, 238, 305, 240, 303, 240, 299,
            239, 298, 239, 297, 238, 297, 236, 295);
        double[] values = Compute(nucleus, RgbImage.White(64, 64), out MissingReason[] reasons);
        Close.To(
            [155, 192, 0.67521393840737898, 44.384776310850235, 0.9887203915995304, 16.351313632757833, 12.061087805387404, 1.3557080336861562, 0.80729166666666663, 0.96273291925465843, -0.89990049298455799, -0.70710678118654757, -1, 0.082877403959206813],
            values.AsSpan(0, 14), 1e-9);
        Assert.Equal((232.60645161290321, 300.2967741935484), (nucleus.CentroidX, nucleus.CentroidY));
        Assert.Equal([MissingReason.RegionConstant, MissingReason.RegionConstant], reasons[18..20]);
        Assert.Equal([255, 0, 255, 255], values[14..18]);
    }

    [Fact]
    public void Compute_NucleusOutsideItsPatch_IsNaNWithAReason()
    {
        Nucleus nucleus = Nuclei.Samples.Square(0, NucleusType.Dead, 100, 100, 9);
        var values = new double[25];
        var reasons = new MissingReason[25];
        ReferenceFeatures.Compute(nucleus.Contour, new PixelPoint(0, 0), RgbImage.White(64, 64), values, reasons);
        Assert.True(double.IsNaN(values[0]));
        Assert.Equal(MissingReason.MaskEmpty, reasons[0]);
        Assert.Equal(0, values[10]);
    }

    [Fact]
    public void PatchOrigin_IsClampedAtTheLeftAndTopOnly()
    {
        Assert.Equal(new PixelPoint(0, 0), ReferenceFeatures.PatchOrigin(Nuclei.Samples.Square(0, NucleusType.Dead, 0, 5, 9).Box));
        Assert.Equal(new PixelPoint(72, 372), ReferenceFeatures.PatchOrigin(Nuclei.Samples.Square(0, NucleusType.Dead, 100, 400, 9).Box));
    }

    internal static double[] Compute(Nucleus nucleus, RgbImage patch, out MissingReason[] reasons)
    {
        var values = new double[25];
        reasons = new MissingReason[25];
        ReferenceFeatures.Compute(nucleus.Contour, ReferenceFeatures.PatchOrigin(nucleus.Box), patch, values, reasons);
        return values;
    }

    private static void AssertRow(TextTable expected, int row, Nucleus nucleus, RgbImage slide, double relative, ReferenceStainNormalizer? normalizer = null)
    {
        RgbImage patch = GoldenSlide.Patch(slide, ReferenceFeatures.PatchOrigin(nucleus.Box), ReferenceFeatures.PatchSide);
        double[] values = Compute(nucleus, normalizer?.Normalize(patch) ?? patch, out _);
        for (int c = 0; c < values.Length; c++)
        {
            string name = NuclearFeatureCatalog.Reference25[c].Name;
            Close.To(expected.Number(row, name), values[c], relative, relative, $"{expected[row, "nucleus_id"]} {name}");
        }
    }
}
