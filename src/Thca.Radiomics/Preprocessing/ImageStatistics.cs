using System.Globalization;
using System.Numerics;
using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Geometry;
using Thca.Core.Outcomes;
using Thca.Core.Volumes;
using Thca.Radiomics.Numerics;

namespace Thca.Radiomics.Preprocessing;

/// <summary>Facts about all voxels of an image.</summary>
/// <param name="Mean">Mean.</param>
/// <param name="Deviation">Sample standard deviation; 0 when not asked for.</param>
internal sealed record ImageStatistics(double Mean, double Deviation)
{
    /// <summary>One pass for the mean, which also finds voxels that are not finite, and one for the deviation if wanted.</summary>
    /// <exception cref="ThcaException">NON_FINITE_VOXELS: how many, and where the first is.</exception>
    public static ImageStatistics Of<T>(Volume<T> image, bool withDeviation, ComputeOptions? compute, CancellationToken ct)
        where T : unmanaged, INumber<T>
    {
        int n = image.Size.Count;
        double sum = PairwiseSum.Centred<T>(image.Memory, 0, squared: false, compute, ct);
        if (!double.IsFinite(sum)) EnsureFinite(image);
        double mean = sum / n;
        double deviation = withDeviation ? Math.Sqrt(PairwiseSum.Centred<T>(image.Memory, mean, squared: true, compute, ct) / (n - 1)) : 0;
        return new ImageStatistics(mean, deviation);
    }

    private static void EnsureFinite<T>(Volume<T> image)
        where T : unmanaged, INumber<T>
    {
        int count = 0, first = -1;
        ReadOnlySpan<T> voxels = image.Voxels;
        for (int i = 0; i < voxels.Length; i++)
        {
            if (T.IsFinite(voxels[i])) continue;
            if (count++ == 0) first = i;
        }

        if (count == 0) return;
        VoxelIndex at = image.Size.IndexOf(first);
        throw new ThcaException(
            ProblemCodes.NonFiniteVoxels,
            string.Create(CultureInfo.InvariantCulture, $"{count} of {voxels.Length} voxels are NaN or infinite, the first at ({at.X}, {at.Y}, {at.Z}): {voxels[first]}."),
            "Replace them (e.g. by the value of air) before extraction.");
    }
}
