using Thca.Core.Outcomes;
using Thca.Statistics.Agreement;
using Thca.Testing;

namespace Thca.Statistics.Tests.Agreement;

public class IntraclassCorrelationTests
{
    // Shrout and Fleiss (1979), table 2.
    private static readonly double[][] Ratings = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]];

    [Theory]
    [InlineData(IntraclassForm.OneWaySingle, 0.166, -0.133, 0.723)]
    [InlineData(IntraclassForm.AgreementSingle, 0.290, 0.019, 0.761)]
    [InlineData(IntraclassForm.ConsistencySingle, 0.715, 0.342, 0.946)]
    [InlineData(IntraclassForm.OneWayAverage, 0.443, -0.884, 0.912)]
    [InlineData(IntraclassForm.AgreementAverage, 0.620, 0.071, 0.927)]
    [InlineData(IntraclassForm.ConsistencyAverage, 0.909, 0.676, 0.986)]
    public void The_example_of_Shrout_and_Fleiss(IntraclassForm form, double value, double lower, double upper)
    {
        IntraclassCorrelation icc = IntraclassCorrelation.Of(Ratings, form);
        Close.To(value, icc.Value, 0, 0.0006);
        Close.To(lower, icc.Lower, 0, 0.0006);
        Close.To(upper, icc.Upper, 0, 0.0006);
        Assert.Equal((6, 4), (icc.Subjects, icc.Raters));
    }

    [Fact]
    public void A_constant_of_a_rater_lowers_agreement_but_not_consistency()
    {
        double[][] shifted = [.. Ratings.Select(r => (double[])[r[0] + 7, r[1], r[2], r[3]])];
        Close.To(IntraclassCorrelation.Of(Ratings, IntraclassForm.ConsistencySingle).Value, IntraclassCorrelation.Of(shifted, IntraclassForm.ConsistencySingle).Value, 1e-12);
        Assert.True(IntraclassCorrelation.Of(shifted).Value < IntraclassCorrelation.Of(Ratings).Value);
    }

    [Theory]
    [InlineData(IntraclassForm.OneWaySingle)]
    [InlineData(IntraclassForm.AgreementSingle)]
    [InlineData(IntraclassForm.ConsistencyAverage)]
    public void Equal_measurements_agree_fully(IntraclassForm form)
    {
        IntraclassCorrelation icc = IntraclassCorrelation.Of([[1, 1], [2, 2], [5, 5]], form);
        Assert.Equal((1.0, 1.0, 1.0), (icc.Value, icc.Lower, icc.Upper));
    }

    [Fact]
    public void One_subject_or_no_variance_is_NaN_with_a_reason()
    {
        Assert.Equal(ProblemCodes.Undefined, IntraclassCorrelation.Of([[1, 2]]).Reason?.Code);
        Assert.Equal(ProblemCodes.Undefined, IntraclassCorrelation.Of([]).Reason?.Code);
        IntraclassCorrelation constant = IntraclassCorrelation.Of([[3, 3], [3, 3]], IntraclassForm.OneWaySingle);
        Assert.True(double.IsNaN(constant.Value) && double.IsNaN(constant.Lower));
        Assert.Equal(ProblemCodes.RegionConstant, constant.Reason?.Code);
        Assert.Throws<ArgumentException>(() => IntraclassCorrelation.Of([[1, 2], [1]]));
    }
}
