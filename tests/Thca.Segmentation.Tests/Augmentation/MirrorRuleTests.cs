using Thca.Segmentation.Augmentation;
using Thca.Segmentation.Labels;
using Thca.Segmentation.Planning;
using Thca.Segmentation.Tests.Planning;

namespace Thca.Segmentation.Tests.Augmentation;

public class MirrorRuleTests
{
    private static readonly PlansFile Plans = ExperimentPlannerTests.Plan("E", new PlannerOptions());

    [Fact]
    public void Sound_LeftToRight_WithSwappedSides()
    {
        MirrorAxis axis = Assert.Single(MirrorRule.Sound(Plans, 3, LabelSet.Thyroid));
        Assert.Equal(2, axis.Axis);
        Assert.Equal([(3, 4), (9, 10)], axis.Swaps);
        Assert.Empty(LabelSet.Thyroid.UnpairedSides);
    }

    [Fact]
    public void Sound_AThickFirstAxisThatRunsLeftToRight_FollowsTheTransposition() =>
        Assert.Equal(2, Assert.Single(MirrorRule.Sound(ExperimentPlannerTests.Plan("I", new PlannerOptions()), 3, LabelSet.Thyroid)).Axis);

    [Theory]
    [InlineData("carotid_left")]
    [InlineData("Right lobe")]
    public void Sound_ASideWithoutItsCounterpart_IsNotFlipped(string name)
    {
        var labels = new LabelSet([KeyValuePair.Create("background", 0), KeyValuePair.Create(name, 1), KeyValuePair.Create("lesion", 2)]);
        Assert.Equal([name], labels.UnpairedSides);
        Assert.Empty(MirrorRule.Sound(Plans, 3, labels));
    }

    [Fact]
    public void Sound_LeftInsideAWord_IsNoSide()
    {
        var labels = new LabelSet([KeyValuePair.Create("background", 0), KeyValuePair.Create("cleft", 1)]);
        Assert.Empty(labels.UnpairedSides);
        Assert.Single(MirrorRule.Sound(Plans, 3, labels));
    }

    [Fact]
    public void Sound_ArraysAsInTheFile_AreNotFlipped() =>
        Assert.Empty(MirrorRule.Sound(ExperimentPlannerTests.Plan("E", new PlannerOptions { FileOrientation = true }), 3, LabelSet.Thyroid));
}
