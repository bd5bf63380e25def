namespace Thca.Statistics.Legacy;

/// <summary>
/// The Mersenne Twister MT19937 (Matsumoto and Nishimura, 1998) with the draws that NumPy's legacy <c>RandomState</c> derives from it,
/// bit for bit. It exists to reproduce published numbers (<c>Reference</c> mode) and for comparison with other software; everything else in
/// this product draws from <see cref="Core.Randomness.RandomSeed"/>. Not thread-safe.
/// </summary>
public sealed class Mt19937
{
    private const int StateSize = 624;
    private const int Offset = 397;

    private readonly uint[] _state = new uint[StateSize];
    private int _position = StateSize;
    private double? _spareGaussian;

    /// <summary>Creates the stream of <c>numpy.random.RandomState(seed)</c> (Knuth's initialisation with multiplier 1812433253).</summary>
    /// <param name="seed">Any 32-bit number.</param>
    public Mt19937(uint seed)
    {
        _state[0] = seed;
        for (uint i = 1; i < StateSize; i++) _state[i] = 1812433253u * (_state[i - 1] ^ (_state[i - 1] >> 30)) + i;
    }

    /// <summary>The next 32 random bits.</summary>
    public uint NextUInt32()
    {
        if (_position == StateSize) Refill();
        uint y = _state[_position++];
        y ^= y >> 11;
        y ^= (y << 7) & 0x9d2c5680u;
        y ^= (y << 15) & 0xefc60000u;
        return y ^ (y >> 18);
    }

    /// <summary>Uniform in [0, 1) with 53 bits: <c>random_sample</c>.</summary>
    public double NextDouble()
    {
        uint high = NextUInt32() >> 5, low = NextUInt32() >> 6;
        return (high * 67108864.0 + low) / 9007199254740992.0;
    }

    /// <summary>Uniform in [low, high): <c>uniform(low, high)</c>.</summary>
    public double NextDouble(double low, double high) => low + (high - low) * NextDouble();

    /// <summary>Uniform integer in [0, <paramref name="exclusiveMaximum"/>): <c>randint(n)</c>. A range of one value draws nothing.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty.</exception>
    public int NextInt(int exclusiveMaximum)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(exclusiveMaximum, 1);
        return exclusiveMaximum == 1 ? 0 : Interval((uint)exclusiveMaximum - 1);
    }

    /// <summary>Standard normal by the polar method, two values per accepted pair: <c>standard_normal</c>.</summary>
    public double NextGaussian()
    {
        if (_spareGaussian is { } spare)
        {
            _spareGaussian = null;
            return spare;
        }

        double x, y, squared;
        do
        {
            x = 2.0 * NextDouble() - 1.0;
            y = 2.0 * NextDouble() - 1.0;
            squared = x * x + y * y;
        }
        while (squared >= 1.0 || squared == 0.0);

        double factor = Math.Sqrt(-2.0 * Math.Log(squared) / squared);
        _spareGaussian = factor * x;
        return factor * y;
    }

    /// <summary>Puts values into random order, from the end downwards: <c>shuffle</c>.</summary>
    public void Shuffle<T>(Span<T> values)
    {
        for (int i = values.Length - 1; i > 0; i--)
        {
            int j = Interval((uint)i);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }

    /// <summary>The numbers 0 to <paramref name="count"/> - 1 in random order: <c>permutation(n)</c>.</summary>
    public int[] Permutation(int count)
    {
        int[] values = [.. Enumerable.Range(0, count)];
        Shuffle<int>(values);
        return values;
    }

    /// <summary>Draws with replacement from 0 to <paramref name="population"/> - 1: <c>choice(n, size)</c>.</summary>
    public int[] Choice(int population, int count)
    {
        var drawn = new int[count];
        for (int i = 0; i < count; i++) drawn[i] = NextInt(population);
        return drawn;
    }

    /// <summary>Draws without replacement from 0 to <paramref name="population"/> - 1: <c>choice(n, size, replace=False)</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">More draws than values.</exception>
    public int[] ChoiceWithoutReplacement(int population, int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, population);
        return Permutation(population)[..count];
    }

    /// <summary>Draws indices with replacement in proportion to weights: <c>choice(n, size, p=weights)</c>.</summary>
    /// <param name="probabilities">Probabilities; their sum is scaled to one.</param>
    /// <param name="count">Number of draws.</param>
    public int[] Choice(ReadOnlySpan<double> probabilities, int count)
    {
        var cumulative = new double[probabilities.Length];
        double sum = 0;
        for (int i = 0; i < cumulative.Length; i++) cumulative[i] = sum += probabilities[i];
        for (int i = 0; i < cumulative.Length; i++) cumulative[i] /= sum;

        var drawn = new int[count];
        for (int i = 0; i < count; i++)
        {
            double u = NextDouble();
            int index = 0;
            while (index < cumulative.Length && cumulative[index] <= u) index++;
            drawn[i] = index;
        }

        return drawn;
    }

    // Uniform in [0, maximum] by masking and rejecting.
    private int Interval(uint maximum)
    {
        uint mask = uint.MaxValue >> System.Numerics.BitOperations.LeadingZeroCount(maximum);
        uint value;
        do value = NextUInt32() & mask;
        while (value > maximum);
        return (int)value;
    }

    private void Refill()
    {
        uint[] state = _state;
        for (int i = 0; i < StateSize; i++)
        {
            int next = i + 1 == StateSize ? 0 : i + 1;
            int far = i + Offset >= StateSize ? i + Offset - StateSize : i + Offset;
            uint y = (state[i] & 0x80000000u) | (state[next] & 0x7fffffffu);
            state[i] = state[far] ^ (y >> 1) ^ ((y & 1) == 0 ? 0u : 0x9908b0dfu);
        }

        _position = 0;
    }
}
