using Thca.Core.Randomness;
using Thca.Segmentation.Sampling;

namespace Thca.Segmentation.Augmentation;

/// <summary>Spreads every channel around its mean by a factor around 1 and clips to the range it had.</summary>
/// <param name="factor">Interval of the factor.</param>
public sealed class Contrast(RandomRange factor) : IPatchTransform
{
    /// <inheritdoc/>
    public Patch Apply(Patch patch, RandomStream random)
    {
        for (int c = 0; c < patch.Channels; c++)
        {
            double m = factor.Factor(random);
            Span<float> values = patch.Channel(c);
            ChannelMoments moments = ChannelMoments.Of(values);
            foreach (ref float v in values) v = (float)Math.Clamp((v - moments.Mean) * m + moments.Mean, moments.Minimum, moments.Maximum);
        }

        return patch;
    }
}
