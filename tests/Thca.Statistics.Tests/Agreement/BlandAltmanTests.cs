using Thca.Core.Outcomes;
using Thca.Statistics.Agreement;
using Thca.Testing;

namespace Thca.Statistics.Tests.Agreement;

public class BlandAltmanTests
{
    [Fact]
    public void Hand_computed()
    {
        // Differences -1, 0, 1, 2: mean 0.5, SD sqrt(5/3).
        BlandAltman b = BlandAltman.Of([10, 20, 30, 40], [9, 20, 31, 42]);
        double sd = Math.Sqrt(5.0 / 3), z = 1.959963984540054, t = 3.182446305284263;
        Close.To(0.5, b.Bias, 1e-12);
        Close.To(sd, b.StandardDeviation, 1e-12);
        Close.To(0.5 - z * sd, b.LowerLimit, 1e-12);
        Close.To(0.5 + z * sd, b.UpperLimit, 1e-12);
        Close.To(0.5 - t * sd / 2, b.BiasLower, 1e-9);
        Close.To(0.5 + z * sd + t * sd * Math.Sqrt(0.25 + z * z / 6), b.UpperLimitInterval.Upper, 1e-9);
        Close.To(-0.925, b.Percentiles.Lower, 1e-12);
        Close.To(1.925, b.Percentiles.Upper, 1e-12);
        Assert.Equal((4, 0, 1.0), (b.Count, b.Missing, b.ShareInside));
    }

    [Fact]
    public void Ratios_are_percent_and_leave_out_what_has_no_logarithm()
    {
        BlandAltman b = BlandAltman.OfRatios([1, 2, 4, 0, double.NaN, 5], [2, 4, 8, 3, 1, 0]);
        Close.To(100, b.Bias, 1e-12);
        Close.To(0, b.StandardDeviation, 0, 1e-12);
        Assert.Equal((3, 3), (b.Count, b.Missing));
        Close.To(100, b.UpperLimit, 1e-9);
    }

    [Fact]
    public void Exchanging_the_measurements_mirrors_the_limits()
    {
        double[] x = [3, 7, 1, 12, 5.5], y = [4, 6.5, 1.2, 15, 5];
        BlandAltman forth = BlandAltman.Of(x, y), back = BlandAltman.Of(y, x);
        Close.To(forth.Bias, -back.Bias, 1e-12);
        Close.To(forth.LowerLimit, -back.UpperLimit, 1e-12);
        Close.To(forth.Percentiles.Lower, -back.Percentiles.Upper, 1e-12);
    }

    [Fact]
    public void Too_few_pairs_have_a_reason()
    {
        BlandAltman one = BlandAltman.Of([1], [3]);
        Assert.Equal(2, one.Bias);
        Assert.True(double.IsNaN(one.LowerLimit));
        Assert.Equal(ProblemCodes.Undefined, one.Reason?.Code);
        Assert.True(double.IsNaN(BlandAltman.Of([], []).Bias));
    }
}
