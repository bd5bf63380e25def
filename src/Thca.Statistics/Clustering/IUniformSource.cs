using Thca.Core.Randomness;
using Thca.Statistics.Legacy;

namespace Thca.Statistics.Clustering;

/// <summary>What the fits draw from, whichever generator stands behind it.</summary>
internal interface IUniformSource
{
    int NextInt(int exclusiveMaximum);

    double NextDouble();

    static IUniformSource From(RandomStream stream) => new Stream(stream);

    static IUniformSource From(Mt19937 stream) => new Legacy(stream);

    private sealed class Stream(RandomStream stream) : IUniformSource
    {
        public int NextInt(int exclusiveMaximum) => stream.NextInt(exclusiveMaximum);

        public double NextDouble() => stream.NextDouble();
    }

    private sealed class Legacy(Mt19937 stream) : IUniformSource
    {
        public int NextInt(int exclusiveMaximum) => stream.NextInt(exclusiveMaximum);

        public double NextDouble() => stream.NextDouble();
    }
}
