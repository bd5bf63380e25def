using System.Numerics;
using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Geometry;
using Thca.Core.Outcomes;
using Thca.Core.Volumes;
using Thca.Imaging.Resampling;
using Thca.Radiomics.Settings;

namespace Thca.Radiomics.Preprocessing;

/// <summary>Resamples the surroundings of a region to the spacing of the settings.</summary>
internal static class RegionResampling
{
    // The response of the spline prefilter falls by 0.27 per voxel, to below 1e-20 at this distance.
    private const int Margin = 36;

    /// <summary>Whether the settings ask for a spacing that differs from the image's.</summary>
    public static bool IsNeeded(RegionVoxels voxels, RadiomicsOptions options) =>
        options is { ResampledPixelSpacing: not null, Interpolator: not ImageInterpolator.None } && !IsSame(Grid(voxels, options).Spacing, voxels.Geometry.Spacing);

    /// <summary>The mapped image and the region on the new grid.</summary>
    /// <exception cref="ThcaException">MASK_TOO_SMALL: no voxel of the region is left.</exception>
    public static (Volume<double> Image, RegionIntensities Region) Apply<T>(
        PreparedImage<T> image, RegionVoxels voxels, RadiomicsOptions options, ComputeOptions? compute, CancellationToken ct)
        where T : unmanaged, INumber<T>
    {
        ImageGeometry grid = Grid(voxels, options);
        Mask mask = Resampler.Resample(voxels.ToMask(), grid);
        if (mask.BoundingBox() is null)
            throw new ThcaException(ProblemCodes.MaskTooSmall, $"No voxel of the region is left at a spacing of {grid.Spacing}.", "Use a finer resampledPixelSpacing.");
        Interpolation interpolation = Enum.Parse<Interpolation>(options.Interpolator.ToString());
        Volume<double> values = image.Map.IsIdentity
            ? Resampler.Resample(image.Image, grid, interpolation, compute, ct).Select(double.CreateTruncating)
            : Resampler.Resample(Mapped(image, grid), grid, interpolation, compute, ct);
        RegionIntensities region = RegionIntensities.Read(values, RegionVoxels.Of(mask), IntensityMap.Identity);
        return (values, region with { IsSinglePrecision = image.Map.IsIdentity && image.Image.StoredType == ComponentType.Float32 });
    }

    // Only the surroundings are mapped to double precision, not the whole image.
    private static Volume<double> Mapped<T>(PreparedImage<T> image, ImageGeometry grid)
        where T : unmanaged, INumber<T> =>
        image.Image.Crop(Surroundings(image.Image.Geometry, grid)).Select(v => image.Map.Apply(double.CreateTruncating(v)));

    private static ImageGeometry Grid(RegionVoxels voxels, RadiomicsOptions options)
    {
        IReadOnlyList<double> s = options.ResampledPixelSpacing!;
        return ResamplingGrid.Around(voxels.Geometry, voxels.Box, s[0], s[1], s[2], options.PadDistance);
    }

    private static bool IsSame(Spacing a, Spacing b) => IsSame(a.X, b.X) && IsSame(a.Y, b.Y) && IsSame(a.Z, b.Z);

    private static bool IsSame(double a, double b) => Math.Abs(a - b) <= 1e-8 + 1e-5 * Math.Abs(b);

    private static VoxelRegion Surroundings(ImageGeometry image, ImageGeometry grid)
    {
        (double X, double Y, double Z) low = (double.MaxValue, double.MaxValue, double.MaxValue), high = (double.MinValue, double.MinValue, double.MinValue);
        for (int corner = 0; corner < 8; corner++)
        {
            double x = (corner & 1) != 0 ? grid.Size.X - 1 : 0, y = (corner & 2) != 0 ? grid.Size.Y - 1 : 0, z = (corner & 4) != 0 ? grid.Size.Z - 1 : 0;
            (double i, double j, double k) = image.PhysicalToIndex(grid.IndexToPhysical(x, y, z));
            low = (Math.Min(low.X, i), Math.Min(low.Y, j), Math.Min(low.Z, k));
            high = (Math.Max(high.X, i), Math.Max(high.Y, j), Math.Max(high.Z, k));
        }

        (int x0, int nx) = Range(low.X, high.X, image.Size.X);
        (int y0, int ny) = Range(low.Y, high.Y, image.Size.Y);
        (int z0, int nz) = Range(low.Z, high.Z, image.Size.Z);
        return new VoxelRegion(new VoxelIndex(x0, y0, z0), new GridSize(nx, ny, nz));
    }

    private static (int Start, int Count) Range(double low, double high, int extent)
    {
        int start = Math.Clamp((int)Math.Floor(low) - Margin, 0, extent - 1);
        return (start, Math.Clamp((int)Math.Ceiling(high) + Margin, start, extent - 1) - start + 1);
    }
}
