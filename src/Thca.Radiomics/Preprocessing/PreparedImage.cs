using System.Numerics;
using Thca.Core.Compute;
using Thca.Core.Volumes;

namespace Thca.Radiomics.Preprocessing;

/// <summary>An image with what all its regions share: its statistics and its normalisation.</summary>
internal sealed record PreparedImage<T>(Volume<T> Image, ImageStatistics Statistics, IntensityMap Map)
    where T : unmanaged, INumber<T>
{
    /// <summary>Checks the voxels and prepares normalisation.</summary>
    /// <exception cref="Core.Errors.ThcaException">Voxels are not finite, or all equal when normalising.</exception>
    public static PreparedImage<T> From(Volume<T> image, RadiomicsOptions options, ComputeOptions? compute, CancellationToken ct)
    {
        ImageStatistics statistics = ImageStatistics.Of(image, options.Normalize, compute, ct);
        IntensityMap map = options.Normalize ? IntensityMap.ZScore(statistics, options.RemoveOutliers, options.NormalizeScale) : IntensityMap.Identity;
        return new PreparedImage<T>(image, statistics, map);
    }
}
