using System.Globalization;
using System.Numerics;
using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Geometry;
using Thca.Core.Outcomes;

namespace Thca.Segmentation.Inference;

/// <summary>
/// Runs the networks of several folds of one configuration over a volume, one after the other: the mean of their logits, and how far their lesions differ. Maps of two
/// runs lie in memory or on disk at a time, however many folds there are.
/// </summary>
internal sealed class FoldEnsemble
{
    private readonly IReadOnlyList<ITileNetwork> _members;
    private readonly GridSize _tile;
    private readonly SlidingWindowOptions _options;

    /// <summary>Joins networks.</summary>
    /// <param name="members">At least one, all with the same channels and classes.</param>
    /// <param name="tile">Extents of a tile.</param>
    /// <param name="options">How a prediction goes over a volume.</param>
    /// <exception cref="ThcaException">There is none, or they differ.</exception>
    public FoldEnsemble(IReadOnlyList<ITileNetwork> members, GridSize tile, SlidingWindowOptions options)
    {
        if (members.Count == 0) throw new ThcaException(ProblemCodes.ModelInvalid, "The ensemble has no network.", "Give at least one weight file.");
        if (members.FirstOrDefault(m => m.Channels != members[0].Channels || m.Classes != members[0].Classes) is { } other)
        {
            throw new ThcaException(
                ProblemCodes.ModelInvalid,
                string.Create(CultureInfo.InvariantCulture, $"The networks of the ensemble differ: {members[0].Channels} channels and {members[0].Classes} classes, {other.Channels} and {other.Classes}."),
                "Give folds of one configuration.");
        }

        (_members, _tile, _options) = (members, tile, options);
    }

    /// <summary>Predicts a volume.</summary>
    /// <param name="channels">Values of every channel, x fastest.</param>
    /// <param name="size">Extents.</param>
    /// <param name="lesion">Class of the lesion, or null.</param>
    /// <param name="compute">Tiles computed at once; never changes a result.</param>
    /// <param name="progress">Tiles finished, over all folds.</param>
    /// <param name="ct">Cancels between tiles.</param>
    /// <returns>Mean logits (the caller disposes them), and 1 - mean pairwise Dice of the folds' lesions on this grid; NaN for a single fold or without a lesion class.</returns>
    public (LogitStore Mean, double Uncertainty) Run(
        IReadOnlyList<float[]> channels, GridSize size, int? lesion, ComputeOptions? compute = null, IProgress<WorkProgress>? progress = null, CancellationToken ct = default)
    {
        LogitStore sum = Fold(0);
        try
        {
            if (_members.Count == 1) return (sum, double.NaN);
            var lesions = new List<ulong[]>();
            if (lesion is { } label) lesions.Add(Where(sum, label));
            for (int f = 1; f < _members.Count; f++)
            {
                using LogitStore fold = Fold(f);
                if (lesion is { } again) lesions.Add(Where(fold, again));
                for (int c = 0; c < sum.Classes; c++) Add(sum.Class(c), fold.Class(c));
            }

            for (int c = 0; c < sum.Classes; c++)
            {
                foreach (ref float v in sum.Class(c)) v /= _members.Count;
            }

            return (sum, 1 - MeanPairwiseDice(lesions));
        }
        catch
        {
            sum.Dispose();
            throw;
        }

        LogitStore Fold(int index) =>
            new SlidingWindow(_members[index], _tile, _options).Run(channels, size, compute, progress is null ? null : new Part(progress, index, _members.Count), ct);
    }

    /// <summary>Mean Dice over all pairs of regions; two empty ones agree (1), NaN without a pair.</summary>
    internal static double MeanPairwiseDice(IReadOnlyList<ulong[]> regions)
    {
        var values = new List<double>();
        for (int i = 0; i < regions.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                long both = 0, sum = 0;
                for (int w = 0; w < regions[i].Length; w++)
                {
                    both += BitOperations.PopCount(regions[i][w] & regions[j][w]);
                    sum += BitOperations.PopCount(regions[i][w]) + BitOperations.PopCount(regions[j][w]);
                }

                values.Add(sum == 0 ? 1 : 2.0 * both / sum);
            }
        }

        return values.Count == 0 ? double.NaN : values.Average();
    }

    // Voxels whose most probable class (the first on ties) is the wanted one, a bit each.
    private static ulong[] Where(LogitStore store, int wanted)
    {
        ReadOnlySpan<float> own = store.Class(wanted);
        var bits = new ulong[(own.Length + 63) / 64];
        Array.Fill(bits, ulong.MaxValue);
        if (own.Length % 64 != 0) bits[^1] = (1UL << own.Length % 64) - 1;
        for (int c = 0; c < store.Classes; c++)
        {
            if (c == wanted) continue;
            ReadOnlySpan<float> other = store.Class(c);
            for (int i = 0; i < own.Length; i++)
            {
                if (c < wanted ? other[i] >= own[i] : other[i] > own[i]) bits[i >> 6] &= ~(1UL << (i & 63));
            }
        }

        return bits;
    }

    private static void Add(Span<float> sum, ReadOnlySpan<float> values)
    {
        for (int i = 0; i < sum.Length; i++) sum[i] += values[i];
    }

    /// <summary>Progress of one fold as part of all.</summary>
    private sealed class Part(IProgress<WorkProgress> inner, int index, int count) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value) => inner.Report(value with { Completed = index * value.Total + value.Completed, Total = count * value.Total });
    }
}
