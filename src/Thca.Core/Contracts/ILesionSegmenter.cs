using Thca.Core.Compute;
using Thca.Core.Volumes;

namespace Thca.Core.Contracts;

/// <summary>Finds the lesion, and what lies around it, in a CT.</summary>
public interface ILesionSegmenter
{
    /// <summary>Segments one image. The image is not changed.</summary>
    /// <param name="image">The CT, HU, in any orientation.</param>
    /// <param name="patient">Name of the case, for progress.</param>
    /// <param name="compute">Threads to use; never changes the result.</param>
    /// <param name="progress">Parts finished.</param>
    /// <param name="ct">Cancels between parts.</param>
    /// <returns>Labels on the image's own grid.</returns>
    /// <exception cref="Errors.ThcaException">The image does not fit the method, or needs more memory than there is.</exception>
    LesionSegmentation Segment(
        Volume<float> image,
        string patient = "",
        ComputeOptions? compute = null,
        IProgress<WorkProgress>? progress = null,
        CancellationToken ct = default);
}
