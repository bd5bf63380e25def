using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Radiomics.Numerics;
using Thca.Radiomics.Settings;

namespace Thca.Radiomics.Preprocessing;

/// <summary>Restricts a region to a range of intensities.</summary>
internal static class Resegmentation
{
    /// <summary>The voxels at or above the first limit and at or below the second.</summary>
    /// <exception cref="ThcaException">MASK_TOO_SMALL: at most one voxel is left, or too few dimensions.</exception>
    public static RegionIntensities Apply(RegionIntensities region, RadiomicsOptions options)
    {
        double[] limits = [.. Limits(region.Values, options)];
        double low = limits[0], high = limits.Length > 1 ? limits[1] : double.PositiveInfinity;
        int[] kept = [.. Enumerable.Range(0, region.Values.Length).Where(i => region.Values[i] >= low && region.Values[i] <= high)];
        if (kept.Length <= 1)
            throw new ThcaException(ProblemCodes.MaskTooSmall, FormattableString.Invariant($"Resegmentation to [{low}, {high}] leaves {kept.Length} of {region.Values.Length} voxels."), "Widen resegmentRange.");
        RegionVoxels voxels = RegionVoxels.At(region.Voxels.Geometry, [.. kept.Select(i => region.Voxels.Offsets[i])]);
        voxels.EnsureLargeEnough(options);
        return region with { Voxels = voxels, Values = [.. kept.Select(i => region.Values[i])] };
    }

    private static IEnumerable<double> Limits(double[] values, RadiomicsOptions options)
    {
        IEnumerable<double> range = options.ResegmentRange!.Order();
        if (options.ResegmentMode == ResegmentationMode.Absolute) return range;
        if (options.ResegmentMode == ResegmentationMode.Relative)
        {
            double largest = values.Max();
            return range.Select(t => t * largest);
        }

        double mean = PairwiseSum.Of(values) / values.Length;
        double deviation = Math.Sqrt(PairwiseSum.Centred<double>(values, mean, squared: true) / values.Length);
        return range.Select(t => mean + t * deviation);
    }
}
