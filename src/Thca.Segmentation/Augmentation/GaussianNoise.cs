using Thca.Core.Randomness;
using Thca.Segmentation.Sampling;

namespace Thca.Segmentation.Augmentation;

/// <summary>Adds white noise to the image.</summary>
/// <param name="standardDeviation">Interval the noise's standard deviation is drawn from, in units of the normalised image.</param>
public sealed class GaussianNoise(RandomRange standardDeviation) : IPatchTransform
{
    /// <inheritdoc/>
    public Patch Apply(Patch patch, RandomStream random)
    {
        double deviation = standardDeviation.Uniform(random);
        Span<float> image = patch.Image;
        for (int i = 0; i < image.Length; i++) image[i] += (float)(deviation * random.NextNormal());
        return patch;
    }
}
