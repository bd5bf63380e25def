using Thca.Heterogeneity.Stability;
using Thca.Testing;

namespace Thca.Heterogeneity.Tests.Stability;

public class IntraclassCorrelationTests
{
    [Fact]
    public void The_example_of_Shrout_and_Fleiss() =>
        Close.To(0.29, IntraclassCorrelation.Agreement([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]), 0, 0.005);

    [Fact]
    public void Equal_measurements_agree_fully() => Assert.Equal(1, IntraclassCorrelation.Agreement([[1, 1], [2, 2], [5, 5]]));

    [Fact]
    public void One_subject_or_no_variance_is_NaN()
    {
        Assert.True(double.IsNaN(IntraclassCorrelation.Agreement([[1, 2]])));
        Assert.True(double.IsNaN(IntraclassCorrelation.Agreement([[3, 3], [3, 3]])));
        Assert.Throws<ArgumentException>(() => IntraclassCorrelation.Agreement([[1, 2], [1]]));
    }
}
