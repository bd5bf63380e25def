using Thca.Core.Compute;
using Thca.Core.Features;
using Thca.Core.Volumes;

namespace Thca.Core.Contracts;

/// <summary>Turns an image and a region into a fixed set of features.</summary>
public interface IFeatureExtractor
{
    /// <summary>The columns that every extraction gives, in order.</summary>
    IReadOnlyList<FeatureDescriptor> Descriptors { get; }

    /// <summary>Extracts the features of one region. Inputs are not changed.</summary>
    /// <param name="image">The image, HU for CT.</param>
    /// <param name="mask">The region, on the image's grid.</param>
    /// <param name="compute">Threads to use.</param>
    /// <param name="ct">Cancels between feature classes.</param>
    /// <exception cref="Errors.ThcaException">The case cannot be extracted; the code says why.</exception>
    FeatureVector Extract(Volume<float> image, Mask mask, ComputeOptions? compute = null, CancellationToken ct = default);
}
