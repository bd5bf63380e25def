using Thca.Core.Compute;
using Thca.Core.Geometry;
using Thca.Core.Volumes;
using Thca.Imaging.Codecs;

namespace Thca.Imaging.Resampling;

/// <summary>The part of a source image that a resampling reads, as doubles, turned into B-spline coefficients where needed.</summary>
internal sealed class SourceBox
{
    // The spline filter's memory fades by 0.268 per sample: after 32 samples nothing is left in double precision.
    private const int SplineMargin = 32;

    private SourceBox(VoxelRegion region, double[] values) => (Region, Values) = (region, values);

    public VoxelRegion Region { get; }

    public double[] Values { get; }

    public static SourceBox Create<T>(
        Volume<T> source, VoxelIndex first, VoxelIndex last, Interpolation interpolation, ComputeOptions compute, CancellationToken ct)
        where T : unmanaged
    {
        var needed = new VoxelRegion(first, new GridSize(last.X - first.X + 1, last.Y - first.Y + 1, last.Z - first.Z + 1));
        VoxelRegion region = needed.Grow(interpolation == Interpolation.BSpline ? SplineMargin : 0, source.Size);
        GridSize n = region.Size;
        var values = new double[n.Count];
        for (int z = 0; z < n.Z; z++)
        {
            for (int y = 0; y < n.Y; y++)
            {
                int from = source.Size.Offset(region.Start.X, region.Start.Y + y, region.Start.Z + z);
                VoxelConversion.ToDouble<T>(source.Voxels.Slice(from, n.X), values.AsSpan(n.Offset(0, y, z), n.X));
            }
        }

        if (interpolation == Interpolation.BSpline) CubicBSpline.Prefilter(values, n.X, n.Y, n.Z, compute, ct);
        return new SourceBox(region, values);
    }
}
