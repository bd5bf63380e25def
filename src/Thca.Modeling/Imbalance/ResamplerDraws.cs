using Thca.Core.Randomness;
using Thca.Statistics.Legacy;

namespace Thca.Modeling.Imbalance;

/// <summary>Random numbers for resamplers: the product's streams, or NumPy's for comparison with published results.</summary>
internal abstract class ResamplerDraws
{
    /// <summary>A stream for one stage; the published library starts the same seed anew at each.</summary>
    public static Func<string, ResamplerDraws> From(RandomSeed seed, string name) => stage => new Own(seed.Stream("resample", $"{name}/{stage}"));

    /// <summary>NumPy's legacy streams with one seed for every stage.</summary>
    public static Func<string, ResamplerDraws> FromLegacy(uint seed) => _ => new Numpy(new Mt19937(seed));

    public abstract int NextInt(int exclusiveMaximum);

    public abstract double NextDouble();

    protected abstract double NextNormal();

    public int[] NextInts(int exclusiveMaximum, int count)
    {
        var values = new int[count];
        for (int i = 0; i < count; i++) values[i] = NextInt(exclusiveMaximum);
        return values;
    }

    public double[] NextDoubles(int count)
    {
        var values = new double[count];
        for (int i = 0; i < count; i++) values[i] = NextDouble();
        return values;
    }

    /// <summary>Beta(shape, shape) for shape above 1, as a ratio of gamma draws.</summary>
    public double NextBeta(double shape)
    {
        double a = NextGamma(shape), b = NextGamma(shape);
        return a / (a + b);
    }

    /// <summary>Gamma with shape above 1 (Marsaglia and Tsang, 2000).</summary>
    private double NextGamma(double shape)
    {
        double b = shape - 1.0 / 3, c = 1 / Math.Sqrt(9 * b);
        while (true)
        {
            double x, v;
            do
            {
                x = NextNormal();
                v = 1 + c * x;
            }
            while (v <= 0);
            v = v * v * v;
            double u = NextDouble();
            if (u < 1 - 0.0331 * (x * x) * (x * x) || Math.Log(u) < 0.5 * x * x + b * (1 - v + Math.Log(v))) return b * v;
        }
    }

    private sealed class Own(RandomStream stream) : ResamplerDraws
    {
        public override int NextInt(int exclusiveMaximum) => stream.NextInt(exclusiveMaximum);

        public override double NextDouble() => stream.NextDouble();

        protected override double NextNormal() => stream.NextNormal();
    }

    private sealed class Numpy(Mt19937 stream) : ResamplerDraws
    {
        public override int NextInt(int exclusiveMaximum) => stream.NextInt(exclusiveMaximum);

        public override double NextDouble() => stream.NextDouble();

        protected override double NextNormal() => stream.NextGaussian();
    }
}
