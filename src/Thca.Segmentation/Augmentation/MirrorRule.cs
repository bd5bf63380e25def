using Thca.Segmentation.Labels;
using Thca.Segmentation.Planning;
using Thca.Segmentation.Preprocessing;

namespace Thca.Segmentation.Augmentation;

/// <summary>Which array axes may be flipped with given plans.</summary>
public static class MirrorRule
{
    /// <summary>
    /// The sound rule: left-right flips, with the labels of sides swapped. Where arrays lie as in the file, left is no direction, and nothing is
    /// flipped; likewise in two dimensions where the slices run from left to right, and where a label of one side has no counterpart to become.
    /// </summary>
    public static IReadOnlyList<MirrorAxis> Sound(PlansFile plans, int dimensions, LabelSet labels)
    {
        if (plans.Orientation() == ArrayOrientation.File || labels.UnpairedSides.Count > 0) return [];
        int axis = plans.TransposeForward.ToList().IndexOf(2);
        return axis >= 3 - dimensions ? MirrorAxis.LeftRight(axis, labels.FlipPairs) : [];
    }
}
