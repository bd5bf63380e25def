using Thca.Core.Compute;
using Thca.Core.Volumes;

namespace Thca.Core.Contracts;

/// <summary>Turns an image and a tumour into measures of the tumour's heterogeneity in space.</summary>
public interface IHeterogeneityAnalyzer
{
    /// <summary>Analyses one tumour. Inputs are not changed; trouble with the tumour itself is a status, not an exception.</summary>
    /// <param name="image">The image, HU for CT.</param>
    /// <param name="tumour">The tumour, on the image's grid.</param>
    /// <param name="thyroid">Where a tumour that is too small may be expanded, or null.</param>
    /// <param name="patient">Name of the case; distinguishes its random draws.</param>
    /// <param name="compute">Threads to use.</param>
    /// <param name="progress">Steps finished.</param>
    /// <param name="ct">Cancels between steps.</param>
    /// <exception cref="Errors.GeometryMismatchException">The grids differ.</exception>
    /// <exception cref="Errors.EmptyMaskException">The tumour has no voxel.</exception>
    HeterogeneityFeatures Analyze(
        Volume<float> image,
        Mask tumour,
        Mask? thyroid = null,
        string patient = "",
        ComputeOptions? compute = null,
        IProgress<WorkProgress>? progress = null,
        CancellationToken ct = default);
}
