using System.Numerics.Tensors;
using Thca.Core.Compute;
using Thca.Core.Geometry;
using Thca.Core.Provenance;
using Thca.Core.Volumes;
using Thca.Imaging.Filtering;

namespace Thca.Heterogeneity.Supervoxels;

/// <summary>The intensity that SLIC compares: scaled to [0, 1], smoothed, divided by the compactness; one value per mask voxel.</summary>
internal static class SlicIntensity
{
    public static double[] Of(
        Volume<float> image, Mask mask, VoxelRegion box, MaskPoints points, SlicOptions options, ComputeOptions? compute, CancellationToken ct)
    {
        (double low, double high) = Range(image, points, options.EffectiveRescale);
        double range = high > low ? high - low : 1;
        var smoothing = new GaussianOptions { Sigma = options.Sigma, Unit = options.EffectiveSpacing ? LengthUnit.Millimetres : LengthUnit.Voxels };
        VoxelRegion region = Grow(box, image.Geometry, smoothing);
        Volume<double> scaled = image.Crop(region).Select(v => (v - low) / range);
        double[] values = options.Mode == AnalysisMode.Reference
            ? GaussianFilter.Smooth(scaled, smoothing, compute, ct).Voxels.ToArray()
            : SmoothWithin(scaled, mask.AsVolume().Crop(region), smoothing, compute, ct);

        var result = new double[points.Count];
        for (int i = 0; i < result.Length; i++)
        {
            int offset = region.Size.Offset(points.X[i] - region.Start.X, points.Y[i] - region.Start.Y, points.Z[i] - region.Start.Z);
            result[i] = values[offset] * (1.0 / options.Compactness);
        }

        return result;
    }

    private static (double Low, double High) Range(Volume<float> image, MaskPoints points, SlicRescale rescale)
    {
        ReadOnlySpan<float> voxels = image.Voxels;
        if (rescale == SlicRescale.VolumeRange) return (TensorPrimitives.Min(voxels), TensorPrimitives.Max(voxels));
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (int offset in points.Offsets) (low, high) = (Math.Min(low, voxels[offset]), Math.Max(high, voxels[offset]));
        return (low, high);
    }

    // Normalised convolution: only mask voxels count, so that air does not bleed in.
    private static double[] SmoothWithin(Volume<double> scaled, Volume<byte> inside, GaussianOptions smoothing, ComputeOptions? compute, CancellationToken ct)
    {
        for (int i = 0; i < inside.Voxels.Length; i++)
        {
            if (inside.Voxels[i] == 0) scaled.Voxels[i] = 0;
        }

        double[] values = GaussianFilter.Smooth(scaled, smoothing, compute, ct).Voxels.ToArray();
        TensorPrimitives.Divide(values, GaussianFilter.Smooth(inside, smoothing, compute, ct).Voxels, values);
        return values;
    }

    // The box with room for the kernel on every side, so that smoothing the crop equals smoothing the volume.
    private static VoxelRegion Grow(VoxelRegion box, ImageGeometry geometry, GaussianOptions smoothing)
    {
        Spacing s = smoothing.Unit == LengthUnit.Millimetres ? geometry.Spacing : Spacing.Isotropic(1);
        int Radius(double spacing) => (int)(smoothing.Truncate * smoothing.Sigma / spacing + 0.5);
        (int rx, int ry, int rz) = (Radius(s.X), Radius(s.Y), Radius(s.Z));
        GridSize size = geometry.Size;
        int z0 = Math.Max(0, box.Start.Z - rz), y0 = Math.Max(0, box.Start.Y - ry), x0 = Math.Max(0, box.Start.X - rx);
        int z1 = Math.Min(size.Z, box.Start.Z + box.Size.Z + rz), y1 = Math.Min(size.Y, box.Start.Y + box.Size.Y + ry), x1 = Math.Min(size.X, box.Start.X + box.Size.X + rx);
        return new VoxelRegion(new VoxelIndex(x0, y0, z0), new GridSize(x1 - x0, y1 - y0, z1 - z0));
    }
}
