using Thca.Core.Errors;
using Thca.Core.Volumes;
using Thca.Segmentation.Labels;

namespace Thca.Segmentation.Tests.Labels;

public class LabelSetTests
{
    [Fact]
    public void Thyroid_HasTheTwelveLabels_PairsAndWindowByName()
    {
        LabelSet set = LabelSet.Thyroid;
        Assert.Equal(12, set.ClassCount);
        Assert.Equal([(3, 4), (9, 10)], set.FlipPairs);
        Assert.Equal(11, set.Lesion);
        Assert.Equal([1, 3, 4, 11], set.IntensityWindow());
        Assert.Equal([0, 1, 2, 4, 3, 5, 6, 7, 8, 10, 9, 11], set.FlipTable());
        Assert.Equal("vertebra_T1", set.NameOf((int)AnatomicalLabel.VertebraT1));
        Assert.Equal(11, set.ValueOf("lesion"));
        Assert.Equal(2, set.ValueOf("2"));
    }

    [Fact]
    public void FlipTable_TwiceIsIdentity()
    {
        IReadOnlyList<int> table = LabelSet.Thyroid.FlipTable();
        Assert.Equal(Enumerable.Range(0, 12), table.Select(v => table[v]));
    }

    [Fact]
    public void OtherNames_HaveNoLesion_AndTheWindowIsAllForeground()
    {
        LabelSet set = Set(("background", 0), ("Kidney_Left", 2), ("kidney_right", 1));
        Assert.Null(set.Lesion);
        Assert.Equal([1, 2], set.IntensityWindow());
        Assert.Equal([(2, 1)], set.FlipPairs);
    }

    [Fact]
    public void Ignore_IsNoClass()
    {
        LabelSet set = Set(("background", 0), ("a", 1), ("ignore", 2));
        Assert.Equal(2, set.ClassCount);
        Assert.Equal([1], set.Foreground);
    }

    [Theory]
    [InlineData("a", 0, "b", 1, "background")]
    [InlineData("background", 0, "b", 2, "consecutive")]
    [InlineData("background", 0, "b", 0, "consecutive")]
    public void UnsoundLabels_AreRefused(string a, int va, string b, int vb, string named) =>
        Assert.Contains(named, Assert.Throws<DataFormatException>(() => Set((a, va), (b, vb))).Message, StringComparison.Ordinal);

    [Fact]
    public void Ignore_MustBeHighest() => Assert.Throws<DataFormatException>(() => Set(("background", 0), ("ignore", 1), ("b", 2)));

    [Fact]
    public void UnknownName_ListsTheLabels() => Assert.Contains("thyroid", Assert.Throws<ThcaException>(() => LabelSet.Thyroid.ValueOf("liver")).Remedy, StringComparison.Ordinal);

    private static LabelSet Set(params (string, int)[] labels) => new(labels.Select(l => KeyValuePair.Create(l.Item1, l.Item2)));
}
