using Thca.Core.Randomness;
using Thca.Segmentation.Sampling;

namespace Thca.Segmentation.Augmentation;

/// <summary>Multiplies every channel by a factor around 1.</summary>
/// <param name="factor">Interval of the factor.</param>
public sealed class Brightness(RandomRange factor) : IPatchTransform
{
    /// <inheritdoc/>
    public Patch Apply(Patch patch, RandomStream random)
    {
        for (int c = 0; c < patch.Channels; c++)
        {
            float m = (float)factor.Factor(random);
            foreach (ref float v in patch.Channel(c)) v *= m;
        }

        return patch;
    }
}
