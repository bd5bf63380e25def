using Thca.Pathology.Heterogeneity;

namespace Thca.Pathology.Tests.Heterogeneity;

public class PatientHeterogeneityTests
{
    [Fact]
    public void Combine_WithIntervals_WeighsByPrecision()
    {
        PatientValue combined = One(new("tumour", "size", "cv", 1, 0, 2, 100), new("tumour", "size", "cv", 4, 3.5, 4.5, 900));
        Assert.Equal(("precision", 2), (combined.Weights, combined.Slides));

        // Variances 1 to 1/4: weights 1 and 4.
        Assert.Equal((1 + 4 * 4) / 5.0, combined.Value.Value, 1e-12);
        Assert.Equal(2 * Math.Sqrt(1 / 5.0), combined.Value.Upper - combined.Value.Lower, 1e-12);
        Assert.Equal(3 / Math.Sqrt(2), combined.BetweenSlideSd, 1e-12);
        Assert.Equal(1000, combined.Value.Count);
    }

    [Fact]
    public void Combine_WithoutAnInterval_WeighsByNuclei()
    {
        PatientValue combined = One(new("tumour", "size", "cv", 1, 0, 2, 100), new("tumour", "size", "cv", 4, double.NaN, double.NaN, 300));
        Assert.Equal("nuclei", combined.Weights);
        Assert.Equal((100 + 4 * 300) / 400.0, combined.Value.Value, 1e-12);
        Assert.True(double.IsNaN(combined.Value.Lower));
    }

    // The envelope of a spatial statistic says nothing about its precision.
    [Fact]
    public void Combine_Spatial_NeverWeighsByItsEnvelope() =>
        Assert.Equal("nuclei", One(new("tumour", "spatial", "ripley_l_50um", 1, -1, 1, 100), new("tumour", "spatial", "ripley_l_50um", 4, -1, 1, 100)).Weights);

    [Fact]
    public void Combine_OneValidSlide_KeepsItsRow()
    {
        HeterogeneityValue good = new("tumour", "size", "cv", 4, 3, 5, 300);
        PatientValue combined = One(new("tumour", "size", "cv", double.NaN, double.NaN, double.NaN, 3, HeterogeneityProblems.TooFewNuclei), good);
        Assert.Equal(good, combined.Value);
        Assert.Equal(1, combined.Slides);
    }

    [Fact]
    public void Combine_NoValidSlide_KeepsTheReason()
    {
        PatientValue combined = One(new HeterogeneityValue("tumour", "size", "cv", double.NaN, double.NaN, double.NaN, 3, HeterogeneityProblems.TooFewNuclei));
        Assert.Equal((HeterogeneityProblems.TooFewNuclei, 0), (combined.Value.Reason, combined.Slides));
    }

    [Fact]
    public void Combine_Counts_AddUp_AndCompositionFollows()
    {
        IReadOnlyList<HeterogeneityValue>[] slides =
        [
            [new("tumour", "size", "n", 6, double.NaN, double.NaN, 6), .. SlideHeterogeneity.CompositionOf([6, 2, 2, 0, 0], 0.5)],
            [new("tumour", "size", "n", 4, double.NaN, double.NaN, 4), .. SlideHeterogeneity.CompositionOf([4, 8, 0, 0, 0], 1.5)],
        ];
        IReadOnlyList<PatientValue> combined = PatientHeterogeneity.Combine(slides);
        Assert.Equal(10, combined[0].Value.Value);
        Assert.Equal(5, combined.Single(v => v.Value.Column == "tumour_composition_density_mm2").Value.Value, 1e-12);
        Assert.Equal(10 / 22.0, combined.Single(v => v.Value.Column == "tumour_composition_share").Value.Value, 1e-12);
        Assert.Equal(2, combined.Single(v => v.Value.Column == "all_composition_tissue_mm2").Value.Value, 1e-12);
    }

    [Fact]
    public void Combine_DifferentRows_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => PatientHeterogeneity.Combine([]));
        Assert.Throws<ArgumentException>(() => PatientHeterogeneity.Combine([[new("a", "b", "n", 1, 0, 0, 1)], []]));
    }

    private static PatientValue One(params HeterogeneityValue[] slides) => PatientHeterogeneity.Combine([.. slides.Select(s => (HeterogeneityValue[])[s])])[0];
}
