namespace Thca.Segmentation.Augmentation;

/// <summary>
/// An axis that may be flipped, and the labels that change places when it is: a flip from left to right turns a left carotid into a right one.
/// </summary>
/// <param name="Axis">0 z, 1 y, 2 x (array order).</param>
/// <param name="Swaps">Pairs of labels that change places.</param>
public sealed record MirrorAxis(int Axis, IReadOnlyList<(int Left, int Right)> Swaps)
{
    /// <summary>The label that a label becomes.</summary>
    public int Map(int label)
    {
        foreach ((int left, int right) in Swaps)
        {
            if (label == left) return right;
            if (label == right) return left;
        }

        return label;
    }

    /// <summary>Left-right flips with label swap: the sound rule.</summary>
    /// <param name="axis">The array axis that runs from left to right.</param>
    /// <param name="pairs">Left and right labels.</param>
    public static IReadOnlyList<MirrorAxis> LeftRight(int axis, IReadOnlyList<(int Left, int Right)> pairs) => [new MirrorAxis(axis, pairs)];

    /// <summary>Flips of all axes without swap: the original's rule, which makes sides indistinguishable.</summary>
    /// <param name="dimensions">2 or 3 spatial axes.</param>
    public static IReadOnlyList<MirrorAxis> AllWithoutSwap(int dimensions) => [.. Enumerable.Range(3 - dimensions, dimensions).Select(a => new MirrorAxis(a, []))];
}
