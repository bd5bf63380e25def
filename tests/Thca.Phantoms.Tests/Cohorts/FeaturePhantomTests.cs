using Thca.Core.Randomness;
using Thca.Core.Tables;
using Thca.Phantoms.Cohorts;

namespace Thca.Phantoms.Tests.Cohorts;

public sealed class FeaturePhantomTests
{
    private static (CohortPhantom Cohort, FeaturePhantom Features) Draw(int patients, double shift = 0, long seed = 1)
    {
        CohortPhantom cohort = CohortPhantom.Draw(new CohortPhantomOptions { Patients = patients, CenterShift = shift }, new RandomSeed(seed));
        return (cohort, FeaturePhantom.Of(cohort, new RandomSeed(seed)));
    }

    private static double Correlation(double[] a, double[] b)
    {
        double ma = a.Average(), mb = b.Average();
        return a.Zip(b, (x, y) => (x - ma) * (y - mb)).Sum() / Math.Sqrt(a.Sum(x => (x - ma) * (x - ma)) * b.Sum(y => (y - mb) * (y - mb)));
    }

    [Fact]
    public void Tables_have_the_columns_of_the_extractors_and_one_row_per_patient()
    {
        (CohortPhantom cohort, FeaturePhantom features) = Draw(30);
        TextTable radiomics = features.Radiomics(), ited = features.ITed(), score = features.IthScore();
        Assert.Equal((107 + 1, 93 + 1, 2), (radiomics.Header.Count, ited.Header.Count, score.Header.Count));
        Assert.All(new[] { radiomics, ited, score }, t => Assert.Equal(cohort.Patients.Select(p => p.Id.Value), t.Column("PatientID")));
        Assert.Equal(93 + 1, ited.Header.Distinct().Count());
        Assert.Equal(radiomics.Column("original_glcm_Contrast"), Draw(30).Features.Radiomics().Column("original_glcm_Contrast"));
    }

    [Fact]
    public void Score_follows_heterogeneity_shape_follows_size_and_another_centre_is_moved()
    {
        (CohortPhantom cohort, FeaturePhantom features) = Draw(800);
        double[] Of(TextTable t, string c) => [.. Enumerable.Range(0, t.RowCount).Select(r => t.Number(r, c))];
        Assert.InRange(Correlation(Of(features.IthScore(), "3D_ITHscore"), [.. cohort.Patients.Select(p => p.Heterogeneity)]), 0.6, 0.95);
        Assert.InRange(Math.Abs(Correlation(Of(features.Radiomics(), "original_shape_MeshVolume"), [.. cohort.Patients.Select(p => Math.Log(p.Clinical.TumorSize))])), 0.4, 1);
        TextTable here = features.Radiomics(), there = Draw(800, shift: 2).Features.Radiomics();
        int moved = here.Header.Skip(1).Count(c => Of(here, c) is var a && Math.Abs(a.Average() - Of(there, c).Average()) > 0.2 * Math.Sqrt(a.Average(v => (v - a.Average()) * (v - a.Average()))));
        Assert.InRange(moved, 40, 107);
    }
}
