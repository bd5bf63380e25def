using System.Globalization;
using System.Text;

namespace Thca.Core.Randomness;

/// <summary>
/// The one seed of a run. Everything random draws from a named, indexed sub-stream of it, so results depend neither on the number of
/// threads nor on the order in which things run.
/// </summary>
/// <param name="Value">Any number; 42 by default on the command line.</param>
public readonly record struct RandomSeed(long Value)
{
    /// <summary>The default seed, 42.</summary>
    public static RandomSeed Default { get; } = new(42);

    /// <summary>
    /// The sub-stream of one use: xoshiro256** whose state is filled by splitmix64 from the FNV-1a 64 hash of the UTF-8 text
    /// <c>seed|stage|item|index</c>.
    /// </summary>
    /// <param name="stage">What is being drawn, e.g. "bootstrap".</param>
    /// <param name="item">For whom, e.g. a patient or a feature; may be empty.</param>
    /// <param name="index">Which repetition.</param>
    public RandomStream Stream(string stage, string item = "", long index = 0)
    {
        string text = string.Create(CultureInfo.InvariantCulture, $"{Value}|{stage}|{item}|{index}");
        return new RandomStream(Fnv1a64(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>A seed for a library that takes an integer of its own, derived like a sub-stream; 0 to 2³¹ - 1.</summary>
    public int DeriveInt32(string stage, string item = "", long index = 0) => (int)(Stream(stage, item, index).NextUInt64() >> 33);

    internal static ulong Fnv1a64(ReadOnlySpan<byte> bytes)
    {
        ulong hash = 14695981039346656037;
        foreach (byte b in bytes) hash = (hash ^ b) * 1099511628211;
        return hash;
    }
}
