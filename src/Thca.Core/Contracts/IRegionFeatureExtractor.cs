using Thca.Core.Compute;
using Thca.Core.Features;
using Thca.Core.Volumes;

namespace Thca.Core.Contracts;

/// <summary>Turns an image and a label map into one row of features per label, sharing all work that can be shared.</summary>
public interface IRegionFeatureExtractor
{
    /// <summary>Extracts the features of every label that occurs. Inputs are not changed.</summary>
    /// <param name="image">The image, HU for CT.</param>
    /// <param name="regions">Sub-regions, on the image's grid; 0 is background.</param>
    /// <param name="options">Feature classes and discretisation.</param>
    /// <param name="compute">Threads to use.</param>
    /// <param name="progress">Regions finished.</param>
    /// <param name="ct">Cancels between regions.</param>
    /// <returns>One row per label, ascending; the key column is <c>Label</c>. A region that cannot be extracted has a row with its reason.</returns>
    FeatureTable ExtractRegions(
        Volume<float> image,
        LabelMap regions,
        RegionFeatureOptions options,
        ComputeOptions? compute = null,
        IProgress<WorkProgress>? progress = null,
        CancellationToken ct = default);
}
