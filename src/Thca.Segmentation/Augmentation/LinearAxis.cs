namespace Thca.Segmentation.Augmentation;

/// <summary>Linear resizing along one axis: cell centres are aligned, coordinates beyond the outermost centres take the edge's value.</summary>
internal sealed class LinearAxis
{
    private readonly (int Lower, int Upper, double Weight)[] _taps;

    public LinearAxis(int source, int target) => _taps = [.. Enumerable.Range(0, target).Select(i => Tap(i, source, target))];

    /// <summary>The two source positions of a target position, and the weight of the upper one.</summary>
    public (int Lower, int Upper, double Weight) this[int i] => _taps[i];

    private static (int Lower, int Upper, double Weight) Tap(int i, int source, int target)
    {
        double at = Math.Clamp((i + 0.5) * source / target - 0.5, 0, source - 1);
        int lower = Math.Min((int)at, source - 1);
        return (lower, Math.Min(lower + 1, source - 1), at - lower);
    }
}
