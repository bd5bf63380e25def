using Thca.Core.Errors;
using Thca.Core.Geometry;
using Thca.Core.Volumes;

namespace Thca.Core.Tests.Volumes;

public class LabelMapTests
{
    [Fact]
    public void DistinctLabels_AreAscendingWithoutBackground() => Assert.Equal([-1, 2, 11], Map(0, 11, 11, 2, 0, -1).DistinctLabels());

    [Theory]
    [InlineData(null, new[] { 0, 5, 5, 0 }, 2)]
    [InlineData(null, new[] { 1, 11, 11, 11 }, 3)]
    [InlineData(1, new[] { 1, 11, 11, 11 }, 1)]
    public void SelectLesion_FollowsTheRule(int? label, int[] labels, int expectedVoxels) => Assert.Equal(expectedVoxels, Map(labels).SelectLesion(label).Count());

    [Fact]
    public void SelectLesion_SeveralLabelsWithoutLesion_ListsThem()
    {
        var error = Assert.Throws<LabelNotFoundException>(() => Map(3, 1, 2, 0).SelectLesion());
        Assert.Equal([1, 2, 3], error.Present);
        Assert.Equal(11, error.Label);
        Assert.Contains("1, 2, 3", error.What, StringComparison.Ordinal);
        Assert.Equal("LABEL_NOT_FOUND", error.Code);
    }

    [Fact]
    public void SelectLesion_AskedForAbsentLabel_ListsThosePresent() =>
        Assert.Contains("labels present: 4", Assert.Throws<LabelNotFoundException>(() => Map(4, 0).SelectLesion(7)).Message, StringComparison.Ordinal);

    [Fact]
    public void SelectLesion_AllBackground_IsAnEmptyMask() => Assert.Throws<EmptyMaskException>(() => Map(0, 0).SelectLesion());

    [Fact]
    public void Select_AllBackground_SaysNone() => Assert.Contains("none", Assert.Throws<LabelNotFoundException>(() => Map(0, 0).Select(1)).What, StringComparison.Ordinal);

    [Fact]
    public void SelectNonZero_TakesEveryLabel()
    {
        Assert.Equal(3, Map(1, -2, 0, 3).SelectNonZero().Count());
        Assert.Throws<EmptyMaskException>(() => Map(0).SelectNonZero());
    }

    [Fact]
    public void Labels_HaveTheAgreedNumbers()
    {
        Assert.Equal(12, Enum.GetValues<AnatomicalLabel>().Length);
        Assert.Equal(1, (int)AnatomicalLabel.Thyroid);
        Assert.Equal(3, (int)AnatomicalLabel.LeftCommonCarotid);
        Assert.Equal(8, (int)AnatomicalLabel.VertebraT1);
        Assert.Equal(11, (int)AnatomicalLabel.Lesion);
    }

    private static LabelMap Map(params int[] labels) => new(new ImageGeometry(new GridSize(labels.Length, 1, 1), new Spacing(1, 1, 1)), labels);
}
