using Thca.Core.Randomness;
using Thca.Statistics.Distributions;

namespace Thca.Statistics.Resampling;

/// <summary>Assignments of two labels to items that keep the number of each: all of them where they are few, else random ones.</summary>
public sealed class LabelPermutations
{
    private readonly bool[] _labels;
    private readonly int _positives;
    private readonly RandomSeed _seed;
    private readonly string _name;

    private LabelPermutations(bool[] labels, bool exhaustive, int count, RandomSeed seed, string name) =>
        (_labels, _positives, IsExhaustive, Count, _seed, _name) = (labels, labels.Count(l => l), exhaustive, count, seed, name);

    /// <summary>Whether every assignment occurs exactly once, the observed one among them.</summary>
    public bool IsExhaustive { get; }

    /// <summary>Number of assignments.</summary>
    public int Count { get; }

    /// <summary>Plans the assignments.</summary>
    /// <param name="labels">The observed labels.</param>
    /// <param name="allUpTo">All assignments are used if there are at most this many.</param>
    /// <param name="otherwise">Number of random ones if there are more.</param>
    /// <param name="seed">Seed of the run; assignment i draws from its own sub-stream.</param>
    /// <param name="name">What is tested; names the sub-streams.</param>
    public static LabelPermutations Of(ReadOnlySpan<bool> labels, int allUpTo, int otherwise, RandomSeed seed, string name)
    {
        bool[] observed = labels.ToArray();
        double all = Math.Round(Math.Exp(LogFactorial.Binomial(observed.Length, observed.Count(l => l))));
        return all <= allUpTo ? new LabelPermutations(observed, true, (int)all, seed, name) : new LabelPermutations(observed, false, otherwise, seed, name);
    }

    /// <summary>One assignment.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    public bool[] At(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        if (IsExhaustive) return Unrank(index);
        bool[] shuffled = [.. _labels];
        _seed.Stream("label-permutation", _name, index).Shuffle(shuffled.AsSpan());
        return shuffled;
    }

    /// <summary>The p-value: the share of assignments at least as extreme as the observed one; of random ones (1 + hits)/(1 + count).</summary>
    /// <param name="hits">Number of assignments at least as extreme.</param>
    public double P(int hits) => IsExhaustive ? (double)hits / Count : (1.0 + hits) / (1.0 + Count);

    /// <summary>The smallest value of <see cref="P"/> that one assignment alone can give.</summary>
    public double SmallestP => IsExhaustive ? 1.0 / Count : 1.0 / (1.0 + Count);

    /// <summary>The index-th combination in lexicographic order.</summary>
    private bool[] Unrank(int index)
    {
        var labels = new bool[_labels.Length];
        int left = _positives;
        long rest = index;
        for (int i = 0; i < labels.Length && left > 0; i++)
        {
            long with = (long)Math.Round(Math.Exp(LogFactorial.Binomial(labels.Length - i - 1, left - 1)));
            if (rest < with)
            {
                labels[i] = true;
                left--;
            }
            else
            {
                rest -= with;
            }
        }

        return labels;
    }
}
