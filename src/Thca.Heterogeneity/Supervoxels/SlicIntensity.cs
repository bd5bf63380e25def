using System.Numerics.Tensors;
using Thca.Core.Geometry;
using Thca.Core.Provenance;
using Thca.Core.Volumes;

namespace Thca.Heterogeneity.Supervoxels;

/// <summary>The intensity that SLIC compares: scaled to [0, 1], smoothed, divided by the compactness; one value per mask voxel.</summary>
internal static class SlicIntensity
{
    public static double[] Of(Volume<float> image, Mask mask, VoxelRegion box, MaskPoints points, SlicOptions options)
    {
        (double low, double high) = Range(image, points, options.EffectiveRescale);
        double range = high > low ? high - low : 1;
        AxisScale scale = options.EffectiveSpacing ? AxisScale.Of(image.Geometry.Spacing) : AxisScale.Voxels;
        (double z, double y, double x) = (options.Sigma / scale.Z, options.Sigma / scale.Y, options.Sigma / scale.X);
        VoxelRegion region = Grow(box, image.Size, GaussianSmoothing.Radius(z), GaussianSmoothing.Radius(y), GaussianSmoothing.Radius(x));

        double[] values = Crop(image, region, v => (v - low) / range);
        if (options.Mode == AnalysisMode.Reference)
        {
            GaussianSmoothing.Apply(values, region.Size, z, y, x);
        }
        else
        {
            // Normalised convolution: only mask voxels count, so that air does not bleed in.
            double[] inside = Crop(mask.AsVolume(), region, v => v);
            for (int i = 0; i < values.Length; i++) values[i] = inside[i] == 0 ? 0 : values[i];
            GaussianSmoothing.Apply(values, region.Size, z, y, x);
            GaussianSmoothing.Apply(inside, region.Size, z, y, x);
            TensorPrimitives.Divide(values, inside, values);
        }

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

    private static VoxelRegion Grow(VoxelRegion box, GridSize size, int rz, int ry, int rx)
    {
        int z0 = Math.Max(0, box.Start.Z - rz), y0 = Math.Max(0, box.Start.Y - ry), x0 = Math.Max(0, box.Start.X - rx);
        int z1 = Math.Min(size.Z, box.Start.Z + box.Size.Z + rz), y1 = Math.Min(size.Y, box.Start.Y + box.Size.Y + ry), x1 = Math.Min(size.X, box.Start.X + box.Size.X + rx);
        return new VoxelRegion(new VoxelIndex(x0, y0, z0), new GridSize(x1 - x0, y1 - y0, z1 - z0));
    }

    private static double[] Crop<T>(Volume<T> volume, VoxelRegion region, Func<T, double> convert)
        where T : unmanaged => Array.ConvertAll(volume.Crop(region).Voxels.ToArray(), v => convert(v));
}
