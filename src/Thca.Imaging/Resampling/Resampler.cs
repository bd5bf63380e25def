using Thca.Core.Compute;
using Thca.Core.Geometry;
using Thca.Core.Volumes;
using Thca.Imaging.Codecs;

namespace Thca.Imaging.Resampling;

/// <summary>
/// Puts volumes, masks and label maps onto another grid with the conventions of ITK and PyRadiomics: a point whose continuous index is
/// outside [-0.5, size - 0.5) along any axis gets 0; interpolated values of an image that was stored as integers are cut towards zero.
/// Results do not depend on the number of threads. Safe for use by several threads.
/// </summary>
public static class Resampler
{
    /// <summary>Resamples an image.</summary>
    /// <param name="source">The image.</param>
    /// <param name="target">The grid wanted.</param>
    /// <param name="interpolation">How values between voxels are found.</param>
    /// <param name="compute">Threads; default all cores.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The image on the target grid, cut towards zero when <see cref="Volume{T}.StoredType"/> is an integer type.</returns>
    public static Volume<T> Resample<T>(
        Volume<T> source, ImageGeometry target, Interpolation interpolation, ComputeOptions? compute = null, CancellationToken ct = default)
        where T : unmanaged
    {
        var transform = new IndexTransform(source.Geometry, target);
        if (interpolation == Interpolation.NearestNeighbor)
            return new Volume<T>(target, NearestResampling.Run<T>(source.Voxels, source.Size, target.Size, transform), source.StoredType);
        double[] values = Interpolate(source, target.Size, transform, interpolation, compute, ct);
        if (source.StoredType.IsInteger()) VoxelConversion.Truncate(values, source.StoredType);
        var result = new T[values.Length];
        VoxelConversion.FromDouble<T>(values, result);
        return new Volume<T>(target, result, source.StoredType);
    }

    /// <summary>Resamples an image without cutting or rounding the interpolated values.</summary>
    /// <param name="source">The image.</param>
    /// <param name="target">The grid wanted.</param>
    /// <param name="interpolation">How values between voxels are found.</param>
    /// <param name="compute">Threads; default all cores.</param>
    /// <param name="ct">Cancels.</param>
    public static Volume<double> ResampleToDouble<T>(
        Volume<T> source, ImageGeometry target, Interpolation interpolation, ComputeOptions? compute = null, CancellationToken ct = default)
        where T : unmanaged
    {
        var transform = new IndexTransform(source.Geometry, target);
        if (interpolation != Interpolation.NearestNeighbor)
            return new Volume<double>(target, Interpolate(source, target.Size, transform, interpolation, compute, ct));
        var result = new double[target.Size.Count];
        VoxelConversion.ToDouble<T>(NearestResampling.Run<T>(source.Voxels, source.Size, target.Size, transform), result);
        return new Volume<double>(target, result);
    }

    /// <summary>Resamples a mask: the nearest voxel, index floor(c + 0.5); outside is background.</summary>
    public static Mask Resample(Mask source, ImageGeometry target) =>
        new(target, NearestResampling.Run(source.Voxels, source.Size, target.Size, new IndexTransform(source.Geometry, target)));

    /// <summary>Resamples a label map: the nearest voxel, index floor(c + 0.5); outside is background.</summary>
    public static LabelMap Resample(LabelMap source, ImageGeometry target) =>
        new(target, NearestResampling.Run(source.Labels, source.Size, target.Size, new IndexTransform(source.Geometry, target)));

    private static double[] Interpolate<T>(
        Volume<T> source, GridSize target, IndexTransform transform, Interpolation interpolation, ComputeOptions? compute, CancellationToken ct)
        where T : unmanaged
    {
        compute ??= ComputeOptions.Default;
        return transform.IsSeparable
            ? SeparableResampling.Run(source, target, transform, interpolation, compute, ct)
            : ObliqueResampling.Run(source, target, transform, interpolation, compute, ct);
    }
}
