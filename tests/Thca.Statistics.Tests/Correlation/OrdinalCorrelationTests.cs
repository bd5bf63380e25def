using Thca.Core.Randomness;
using Thca.Statistics.Correlation;
using Thca.Statistics.Distributions;
using Thca.Statistics.Hypotheses;
using Thca.Testing;

namespace Thca.Statistics.Tests.Correlation;

public sealed class OrdinalCorrelationTests
{
    private static readonly double[] A = [0, 1, 1, 2, 2, 2, 3, 3, 0, 1, 2, 3];
    private static readonly double[] B2 = [1.2, 1.0, 2.2, 2.9, 2.4, 3.1, 3.0, 4.2, .7, 1.9, 2.0, 3.7];
    private static readonly double[] C = [34, 50, 41, 47, 62, 58, 66, 49, 38, 45, 70, 61];

    [Fact]
    public void Partial_Spearman_of_the_worked_data()
    {
        Close.To(0.8974557276, SpearmanCorrelation.Compute(A, B2).Coefficient, 1e-9);
        CorrelationResult r = PartialSpearman.Compute(A, B2, C);
        Close.To(0.9303615799, r.Coefficient, 1e-9);
        Close.To(3.28366e-05, r.PValue, 1e-5);
        Assert.Equal(12, r.Count);
    }

    [Fact]
    public void Covariates_that_say_nothing_new_change_nothing()
    {
        double[] twice = [.. C.Select(c => 2 * c)], constant = [.. C.Select(_ => 1.0)];
        Close.To(PartialSpearman.Compute(A, B2, C).Coefficient, PartialSpearman.Compute(A, B2, [.. C.Select(c => c)]).Coefficient, 1e-12);
        Close.To(0.9303615799, PartialSpearman.Compute(A, B2, C, twice, constant).Coefficient, 1e-8);
        Close.To(SpearmanCorrelation.Compute(A, B2).Coefficient, PartialSpearman.Compute(A, B2).Coefficient, 1e-9);
        Assert.NotNull(PartialSpearman.Compute(A, A, A).Reason);
        Assert.NotNull(PartialSpearman.Compute([1.0, 2, 3], [1.0, 2, 3], [1.0, 2, 2]).Reason);
    }

    [Fact]
    public void Fisher_z_of_two_correlations()
    {
        HypothesisTestResult r = CorrelationDifference.Fisher(.62, 18, .15, 16);
        Close.To(1.5144250, r.Statistic, 1e-7);
        Close.To(0.1299181, r.PValue, 1e-6);
        Assert.NotNull(CorrelationDifference.Fisher(.62, 3, .15, 16).Reason);
    }

    [Theory]
    [InlineData(0, 0, 0.5, 1.0 / 3)]
    [InlineData(0, 0, -0.5, 1.0 / 6)]
    [InlineData(0, 0, 0.99, 0.4774732932)]
    [InlineData(1, -0.5, 0, 0.8413447461 * 0.3085375387)]
    [InlineData(double.PositiveInfinity, 0.3, 0.4, 0.6179114222)]
    public void Bivariate_normal_probabilities(double h, double k, double rho, double expected) =>
        Close.To(expected, BivariateNormalDistribution.Cdf(h, k, rho), 1e-9);

    [Fact]
    public void Polychoric_recovers_the_correlation_behind_the_grades()
    {
        RandomStream stream = RandomSeed.Default.Stream("test");
        int[] x = new int[4000], y = new int[4000];
        for (int i = 0; i < x.Length; i++)
        {
            double u = stream.NextNormal(), v = 0.6 * u + 0.8 * stream.NextNormal();
            (x[i], y[i]) = (Grade(u), Grade(v));
        }

        Assert.Equal(0.6, PolychoricCorrelation.Compute(x, y, 4).Coefficient, 0.04);
    }

    [Fact]
    public void Polychoric_of_a_fourfold_table_cut_at_the_medians_has_a_closed_form()
    {
        // Both cut at the median: P(both low) = 1/4 + asin(rho)/(2 pi).
        int[] x = [.. Enumerable.Repeat(0, 20), .. Enumerable.Repeat(1, 20)];
        int[] y = [.. Enumerable.Repeat(0, 15), .. Enumerable.Repeat(1, 5), .. Enumerable.Repeat(0, 5), .. Enumerable.Repeat(1, 15)];
        Close.To(Math.Sin(2 * Math.PI * (15.0 / 40 - 0.25)), PolychoricCorrelation.Compute(x, y, 2).Coefficient, 1e-6);
    }

    [Fact]
    public void Polychoric_names_why_it_cannot_be_estimated()
    {
        Assert.Contains("20", PolychoricCorrelation.Compute([0, 1, 2], [0, 1, 2], 4).Reason!.Message, StringComparison.Ordinal);
        int[] x = [.. Enumerable.Range(0, 24).Select(i => i % 3)];
        Assert.Contains("does not occur", PolychoricCorrelation.Compute(x, x, 4).Reason!.Message, StringComparison.Ordinal);
        Assert.Contains("perfect", PolychoricCorrelation.Compute(x, x, 3).Reason!.Message, StringComparison.Ordinal);
    }

    private static int Grade(double z) => z < -0.7 ? 0 : z < 0.1 ? 1 : z < 0.9 ? 2 : 3;
}
