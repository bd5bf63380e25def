using System.Numerics;
using Thca.Core.Geometry;
using Thca.Core.Volumes;

namespace Thca.Radiomics.Preprocessing;

/// <summary>A region and the mapped intensity of each of its voxels.</summary>
/// <param name="Voxels">The region.</param>
/// <param name="Values">Intensities in the same order.</param>
/// <param name="IsSinglePrecision">Whether the image these came from holds single-precision numbers.</param>
internal sealed record RegionIntensities(RegionVoxels Voxels, double[] Values, bool IsSinglePrecision)
{
    /// <summary>Voxel spacing.</summary>
    public Spacing Spacing => Voxels.Geometry.Spacing;

    /// <summary>Reads the values from an image.</summary>
    public static RegionIntensities Read<T>(Volume<T> image, RegionVoxels voxels, IntensityMap map)
        where T : unmanaged, INumber<T>
    {
        ReadOnlySpan<T> source = image.Voxels;
        var values = new double[voxels.Offsets.Length];
        for (int i = 0; i < values.Length; i++) values[i] = map.Apply(double.CreateTruncating(source[voxels.Offsets[i]]));
        return new RegionIntensities(voxels, values, map.IsIdentity && image.StoredType == ComponentType.Float32);
    }
}
