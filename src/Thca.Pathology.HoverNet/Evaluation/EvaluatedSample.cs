using Thca.Pathology.HoverNet.Metrics;

namespace Thca.Pathology.HoverNet.Evaluation;

/// <summary>How the detection on one sample compares with its truth.</summary>
/// <param name="Name">The sample.</param>
/// <param name="Group">Its patient.</param>
/// <param name="Scores">All nuclei, whatever their class.</param>
/// <param name="TypeQuality">Panoptic quality of each class 1 to 5 that is truly present or was found; NaN for the others.</param>
/// <param name="Counts">Detection and typing.</param>
public sealed record EvaluatedSample(string Name, string Group, SegmentationScores Scores, IReadOnlyList<double> TypeQuality, DetectionCounts Counts)
{
    /// <summary>Mean panoptic quality over the classes truly present; NaN without any.</summary>
    public required double MeanTypeQuality { get; init; }

    /// <summary>Dice of pixels that are more likely nucleus than not, before instances are separated; NaN where there are none on either side.</summary>
    public required double PixelDice { get; init; }
}
