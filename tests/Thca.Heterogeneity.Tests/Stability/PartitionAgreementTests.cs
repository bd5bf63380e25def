using Thca.Core.Geometry;
using Thca.Core.Volumes;
using Thca.Heterogeneity.Stability;
using Thca.Testing;

namespace Thca.Heterogeneity.Tests.Stability;

public class PartitionAgreementTests
{
    private static readonly ImageGeometry Line = new(new GridSize(8, 1, 1), Spacing.Isotropic(1));

    [Fact]
    public void Renamed_partitions_agree_fully()
    {
        PartitionAgreement agreement = Between([1, 1, 2, 2, 3, 3, 0, 0], [9, 9, 4, 4, 7, 7, 0, 0]);
        Assert.Equal((1.0, 1.0), (agreement.MatchedDice, agreement.AdjustedRand));
    }

    [Fact]
    public void A_shifted_border_by_hand()
    {
        // {3, 3} against {2, 4}: Dice 4/5 and 6/7; pairs 6 and 7 of 15, 4 joint.
        PartitionAgreement agreement = Between([1, 1, 1, 2, 2, 2, 0, 0], [1, 1, 2, 2, 2, 2, 0, 0]);
        Close.To(0.5 * (0.8 + 6.0 / 7), agreement.MatchedDice, 1e-12);
        Close.To((4 - 6 * 7 / 15.0) / (6.5 - 6 * 7 / 15.0), agreement.AdjustedRand, 1e-12);
    }

    [Fact]
    public void Only_voxels_labelled_in_both_count() => Assert.Equal(1, Between([1, 1, 2, 2, 2, 0, 0, 0], [0, 5, 6, 6, 0, 0, 7, 7]).MatchedDice);

    [Fact]
    public void Nothing_in_common_is_NaN() => Assert.True(double.IsNaN(Between([1, 0, 0, 0, 0, 0, 0, 0], [0, 1, 0, 0, 0, 0, 0, 0]).MatchedDice));

    private static PartitionAgreement Between(int[] a, int[] b) => PartitionAgreement.Between(new LabelMap(Line, a), new LabelMap(Line, b));
}
