using Thca.Core.Randomness;
using Thca.Segmentation.Sampling;

namespace Thca.Segmentation.Augmentation;

/// <summary>Bends every channel's grey scale by a power, and restores its mean and standard deviation.</summary>
/// <param name="exponent">Interval of the exponent, around 1.</param>
/// <param name="inverted">Whether the power acts on the negative image.</param>
public sealed class Gamma(RandomRange exponent, bool inverted = false) : IPatchTransform
{
    private const double Least = 1e-7;

    /// <inheritdoc/>
    public Patch Apply(Patch patch, RandomStream random)
    {
        float sign = inverted ? -1 : 1;
        for (int c = 0; c < patch.Channels; c++)
        {
            double g = exponent.Factor(random);
            Span<float> values = patch.Channel(c);
            foreach (ref float v in values) v *= sign;
            ChannelMoments before = ChannelMoments.Of(values);
            double range = before.Maximum - before.Minimum, divisor = Math.Max(range, Least);
            foreach (ref float v in values) v = (float)(Math.Pow((v - before.Minimum) / divisor, g) * range + before.Minimum);
            ChannelMoments after = ChannelMoments.Of(values);
            double scale = before.StandardDeviation / Math.Max(after.StandardDeviation, Least);
            foreach (ref float v in values) v = sign * (float)((v - after.Mean) * scale + before.Mean);
        }

        return patch;
    }
}
