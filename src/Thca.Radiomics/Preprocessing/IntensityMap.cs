using Thca.Core.Errors;
using Thca.Core.Outcomes;

namespace Thca.Radiomics.Preprocessing;

/// <summary>The map from stored to normalised intensities: z-score over the image, optional clamp, scale; or the identity.</summary>
internal readonly record struct IntensityMap(bool IsIdentity, double Mean, double Deviation, double Limit, double Scale)
{
    /// <summary>No change.</summary>
    public static IntensityMap Identity { get; } = new(true, 0, 1, double.PositiveInfinity, 1);

    /// <summary>The z-score map of an image.</summary>
    /// <exception cref="ThcaException">REGION_CONSTANT: the image has one value only.</exception>
    public static IntensityMap ZScore(ImageStatistics statistics, double? limit, double scale) => statistics.Deviation > 0
        ? new IntensityMap(false, statistics.Mean, statistics.Deviation, limit ?? double.PositiveInfinity, scale)
        : throw new ThcaException(ProblemCodes.RegionConstant, $"All voxels of the image are {FormattableString.Invariant($"{statistics.Mean}")}; it cannot be normalised.", "Check the image, or turn normalisation off.");

    /// <summary>The mapped value.</summary>
    public double Apply(double value) => IsIdentity ? value : Math.Clamp((value - Mean) * (1 / Deviation), -Limit, Limit) * Scale;
}
