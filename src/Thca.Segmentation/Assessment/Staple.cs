using Thca.Core.Geometry;
using Thca.Core.Volumes;

namespace Thca.Segmentation.Assessment;

/// <summary>
/// Simultaneous truth and performance level estimation of binary masks (Warfield, Zou and Wells, 2004): expectation maximisation over the hidden true mask
/// and the sensitivity and specificity of every reader. Voxels outside the box around all masks are left out, as they would only raise the specificity.
/// Voxels with the same votes have the same probability, so the work does not grow with the image.
/// </summary>
public static class Staple
{
    /// <summary>Most readers.</summary>
    public const int MaximumReaders = 64;

    // Keeps a reader who was never wrong from overruling all others.
    private const double Edge = 1e-12;

    /// <summary>Estimates the consensus.</summary>
    /// <param name="masks">One mask per reader, two or more on the same grid.</param>
    /// <param name="options">Start and end of the iteration.</param>
    /// <exception cref="ArgumentException">Fewer than 2 or more than 64 masks, or different grids.</exception>
    public static StapleResult Estimate(IReadOnlyList<Mask> masks, StapleOptions? options = null)
    {
        options ??= new StapleOptions();
        options.Validate();
        if (masks.Count is < 2 or > MaximumReaders) throw new ArgumentException(FormattableString.Invariant($"A consensus needs 2 to {MaximumReaders} readers, got {masks.Count}."), nameof(masks));
        var consensus = new byte[masks[0].Size.Count];
        if (UnionBox.Of([.. masks]) is not { } box)
        {
            double[] nothing = [.. masks.Select(_ => double.NaN)];
            return new StapleResult { Consensus = new Mask(masks[0].Geometry, consensus), Sensitivity = nothing, Specificity = nothing, Prior = 0, Iterations = 0, Converged = true };
        }

        Mask[] cropped = [.. masks.Select(m => m.Crop(box))];
        ulong[] votes = Votes(cropped);
        Patterns patterns = Patterns.Of(votes);
        Performance found = Iterate(patterns, masks.Count, options, out Dictionary<ulong, double> probability);
        for (int i = 0; i < votes.Length; i++)
        {
            if (probability[votes[i]] < options.Threshold) continue;
            VoxelIndex v = box.Size.IndexOf(i);
            consensus[masks[0].Size.Offset(box.Start.X + v.X, box.Start.Y + v.Y, box.Start.Z + v.Z)] = 1;
        }

        return new StapleResult
        {
            Consensus = new Mask(masks[0].Geometry, consensus), Sensitivity = found.Sensitivity, Specificity = found.Specificity, Prior = found.Prior, Iterations = found.Iterations, Converged = found.Converged,
        };
    }

    private static Performance Iterate(Patterns patterns, int readers, StapleOptions options, out Dictionary<ulong, double> probability)
    {
        double prior = options.Prior ?? patterns.MeanShare(readers);
        var p = new double[readers];
        var q = new double[readers];
        Array.Fill(p, options.InitialPerformance);
        Array.Fill(q, options.InitialPerformance);
        var weights = new double[patterns.Keys.Length];
        int iteration = 0;
        double change = double.PositiveInfinity;
        while (iteration < options.MaximumIterations && change > options.Tolerance)
        {
            iteration++;
            for (int k = 0; k < weights.Length; k++) weights[k] = Probability(patterns.Keys[k], prior, p, q);
            change = 0;
            double inside = 0, outside = 0;
            for (int k = 0; k < weights.Length; k++)
            {
                inside += weights[k] * patterns.Counts[k];
                outside += (1 - weights[k]) * patterns.Counts[k];
            }

            for (int r = 0; r < readers; r++)
            {
                double hits = 0, rejections = 0;
                for (int k = 0; k < weights.Length; k++)
                {
                    if ((patterns.Keys[k] >> r & 1) != 0) hits += weights[k] * patterns.Counts[k];
                    else rejections += (1 - weights[k]) * patterns.Counts[k];
                }

                double newP = inside > 0 ? hits / inside : double.NaN, newQ = outside > Edge * inside ? rejections / outside : double.NaN;
                change = Math.Max(change, Math.Max(Moved(p[r], newP), Moved(q[r], newQ)));
                (p[r], q[r]) = (newP, newQ);
            }
        }

        probability = new Dictionary<ulong, double>(weights.Length);
        for (int k = 0; k < weights.Length; k++) probability[patterns.Keys[k]] = weights[k];
        return new Performance(p, q, prior, iteration, change <= options.Tolerance);
    }

    /// <summary>f Π P(vote | true) / (f Π P(vote | true) + (1 - f) Π P(vote | false)), by logarithms.</summary>
    private static double Probability(ulong votes, double prior, double[] p, double[] q)
    {
        double odds = Math.Log(Math.Clamp(prior, Edge, 1 - Edge)) - Math.Log(1 - Math.Clamp(prior, Edge, 1 - Edge));
        for (int r = 0; r < p.Length; r++)
        {
            double sensitivity = Inner(p[r]), specificity = Inner(q[r]);
            odds += (votes >> r & 1) != 0 ? Math.Log(sensitivity) - Math.Log(1 - specificity) : Math.Log(1 - sensitivity) - Math.Log(specificity);
        }

        return 1 / (1 + Math.Exp(-odds));
    }

    private static double Inner(double performance) => double.IsNaN(performance) ? 1 - Edge : Math.Clamp(performance, Edge, 1 - Edge);

    private static double Moved(double from, double to) => double.IsNaN(to) ? 0 : double.IsNaN(from) ? 1 : Math.Abs(to - from);

    private static ulong[] Votes(Mask[] masks)
    {
        var votes = new ulong[masks[0].Size.Count];
        for (int r = 0; r < masks.Length; r++)
        {
            ReadOnlySpan<byte> voxels = masks[r].Voxels;
            for (int i = 0; i < votes.Length; i++)
            {
                if (voxels[i] != 0) votes[i] |= 1UL << r;
            }
        }

        return votes;
    }

    private sealed record Performance(double[] Sensitivity, double[] Specificity, double Prior, int Iterations, bool Converged);

    /// <summary>The combinations of votes that occur, ascending, with their number of voxels.</summary>
    private sealed record Patterns(ulong[] Keys, long[] Counts)
    {
        public static Patterns Of(ulong[] votes)
        {
            var counts = new SortedDictionary<ulong, long>();
            for (int i = 0, end; i < votes.Length; i = end)
            {
                for (end = i + 1; end < votes.Length && votes[end] == votes[i]; end++) { }
                counts[votes[i]] = counts.GetValueOrDefault(votes[i]) + end - i;
            }

            return new Patterns([.. counts.Keys], [.. counts.Values]);
        }

        public double MeanShare(int readers)
        {
            double marked = 0, all = 0;
            for (int k = 0; k < Keys.Length; k++)
            {
                marked += (double)System.Numerics.BitOperations.PopCount(Keys[k]) * Counts[k];
                all += Counts[k];
            }

            return marked / (readers * all);
        }
    }
}
