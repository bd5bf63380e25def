using Thca.Core.Randomness;
using Thca.Statistics.Legacy;

namespace Thca.Modeling.Search;

/// <summary>Uniform numbers for the sampler: own streams per trial, or NumPy's two long streams for comparison with stored traces.</summary>
internal abstract class TpeDraws
{
    public static TpeDraws From(RandomSeed seed, string name) => new Own(seed, name);

    public static TpeDraws FromLegacy(uint seed) => new Legacy(seed);

    /// <summary>Source of the random phase and of the model phase of a trial.</summary>
    public abstract (Func<double> Random, Func<double> Model) For(int trial);

    private sealed class Own(RandomSeed seed, string name) : TpeDraws
    {
        public override (Func<double> Random, Func<double> Model) For(int trial)
        {
            RandomStream stream = seed.Stream("tpe", name, trial);
            return (stream.NextDouble, stream.NextDouble);
        }
    }

    private sealed class Legacy(uint seed) : TpeDraws
    {
        private readonly Mt19937 _random = new(seed);
        private readonly Mt19937 _model = new(seed);

        public override (Func<double> Random, Func<double> Model) For(int trial) => (_random.NextDouble, _model.NextDouble);
    }
}
