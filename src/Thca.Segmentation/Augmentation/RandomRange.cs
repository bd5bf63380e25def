using Thca.Core.Randomness;

namespace Thca.Segmentation.Augmentation;

/// <summary>An interval that values are drawn from.</summary>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
public readonly record struct RandomRange(double Low, double High)
{
    /// <summary>Uniform in the interval.</summary>
    public double Uniform(RandomStream random) => Low + (High - Low) * random.NextDouble();

    /// <summary>A factor around 1: with probability 1/2 uniform below 1 (where the interval reaches below), else uniform above.</summary>
    public double Factor(RandomStream random)
    {
        if (random.NextDouble() < 0.5 && Low < 1) return new RandomRange(Low, 1).Uniform(random);
        return new RandomRange(Math.Max(Low, 1), High).Uniform(random);
    }
}
