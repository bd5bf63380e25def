using Thca.Core.Geometry;
using Thca.Core.Randomness;
using Thca.Segmentation.Sampling;

namespace Thca.Segmentation.Augmentation;

/// <summary>Flips each allowed axis with a probability, and swaps the labels of paired structures with it.</summary>
/// <param name="axes">Allowed axes with their swaps.</param>
/// <param name="probability">Probability for every axis.</param>
public sealed class Mirror(IReadOnlyList<MirrorAxis> axes, double probability = 0.5) : IPatchTransform
{
    /// <inheritdoc/>
    public Patch Apply(Patch patch, RandomStream random)
    {
        foreach (MirrorAxis axis in axes)
        {
            if (random.NextDouble() < probability) Flip(patch, axis);
        }

        return patch;
    }

    internal static void Flip(Patch patch, MirrorAxis axis)
    {
        for (int c = 0; c < patch.Channels; c++) Reverse(patch.Channel(c), patch.Size, axis.Axis);
        Reverse(patch.Labels.AsSpan(), patch.Size, axis.Axis);
        if (axis.Swaps.Count == 0) return;
        foreach (ref short label in patch.Labels.AsSpan()) label = (short)axis.Map(label);
    }

    private static void Reverse<T>(Span<T> values, GridSize size, int axis)
    {
        int run = axis switch { 2 => 1, 1 => size.X, _ => size.X * size.Y }, n = axis switch { 2 => size.X, 1 => size.Y, _ => size.Z };
        for (int block = 0; block < values.Length; block += run * n)
        {
            if (run == 1)
            {
                values.Slice(block, n).Reverse();
                continue;
            }

            for (int i = 0; i < n / 2; i++)
            {
                Span<T> a = values.Slice(block + i * run, run), b = values.Slice(block + (n - 1 - i) * run, run);
                for (int k = 0; k < run; k++) (a[k], b[k]) = (b[k], a[k]);
            }
        }
    }
}
