using Thca.Statistics.Clustering;
using Thca.Testing;

namespace Thca.Statistics.Tests.Clustering;

public class SilhouetteTests
{
    [Fact]
    public void Two_pairs_by_hand()
    {
        // a = 1 for both rows of the first pair, b = 10.5 and 9.5.
        double[] widths = Silhouette.Samples([0, 1, 10, 11], 1, [0, 0, 1, 1]);
        Close.To([(10.5 - 1) / 10.5, (9.5 - 1) / 9.5, (9.5 - 1) / 9.5, (10.5 - 1) / 10.5], widths, 1e-12);
    }

    [Fact]
    public void A_row_alone_has_width_zero() => Assert.Equal(0, Silhouette.Samples([0, 1, 10], 1, [0, 0, 1])[2]);

    [Theory]
    [InlineData(new[] { 0, 0, 0 })]
    [InlineData(new[] { 0, 1, 2 })]
    public void One_cluster_or_only_singletons_have_none(int[] labels) => Assert.True(double.IsNaN(Silhouette.Mean([0, 1, 10], 1, labels)));
}
