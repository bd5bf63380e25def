using Thca.Pathology.Detection.Instances;
using Thca.Pathology.HoverNet.Metrics;

namespace Thca.Pathology.HoverNet.Tests.Metrics;

public class SegmentationMetricsTests
{
    [Fact]
    public void Score_HandComputedRow_EqualsTheFormulas()
    {
        // True: A of 4, B of 4, C of 2. Found: a overlaps A in 3 (and is 4 long), b overlaps B in 1, nothing on C, d alone.
        InstanceMap truth = Row(1, 1, 1, 1, 0, 2, 2, 2, 2, 0, 0, 3, 3, 0, 0), found = Row(0, 1, 1, 1, 1, 0, 0, 0, 2, 2, 0, 0, 0, 4, 4);
        SegmentationScores scores = SegmentationMetrics.Score(truth, found);
        Assert.Equal(2.0 * 4 / (10 + 8), scores.Dice, 1e-12);
        Assert.Equal(2.0 * 4 / (8 + 6), scores.Dice2, 1e-12);
        Assert.Equal(1 / (1 + 2 / 2.0 + 2 / 2.0), scores.DetectionQuality, 1e-12);
        Assert.Equal(0.6, scores.SegmentationQuality, 1e-5);
        Assert.Equal(scores.DetectionQuality * scores.SegmentationQuality, scores.PanopticQuality, 1e-12);
        Assert.Equal(4.0 / (5 + 5 + 2 + 2), scores.Aji, 1e-12);
        Assert.Equal(scores.Aji, scores.AjiPlus, 1e-12);
        Assert.Equal((3, 3), (scores.TrueCount, scores.PredictedCount));
    }

    [Fact]
    public void Score_OnePredictionForTwoNuclei_CountsTwiceInAji_OnceInAjiPlus()
    {
        InstanceMap truth = Row(1, 1, 1, 2, 2, 2), found = Row(1, 1, 1, 1, 1, 1);
        SegmentationScores scores = SegmentationMetrics.Score(truth, found);
        Assert.Equal(6.0 / 12, scores.Aji, 1e-12);
        Assert.Equal(3.0 / (6 + 3), scores.AjiPlus, 1e-12);
    }

    [Fact]
    public void Score_Same_IsOne_Empty_IsUndefined_OneSided_IsZero()
    {
        InstanceMap map = Row(0, 1, 1, 0, 9, 9), empty = Row(0, 0, 0, 0, 0, 0);
        SegmentationScores same = SegmentationMetrics.Score(map, map);
        Assert.Equal(1, same.Dice);
        Assert.Equal(1, same.Aji);
        Assert.Equal(1, same.PanopticQuality, 1e-5);
        Assert.True(double.IsNaN(SegmentationMetrics.Score(empty, empty).PanopticQuality));
        Assert.Equal(0, SegmentationMetrics.Score(map, empty).PanopticQuality);
        Assert.Equal(0, SegmentationMetrics.Score(empty, map).Aji);
        Assert.Throws<ArgumentException>(() => SegmentationMetrics.Score(map, Row(1, 1)));
    }

    private static InstanceMap Row(params int[] labels) => new(labels.Length, 1, labels, labels.Max());
}
