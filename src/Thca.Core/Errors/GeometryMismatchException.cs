using Thca.Core.Geometry;
using Thca.Core.Outcomes;

namespace Thca.Core.Errors;

/// <summary>Two volumes that must share a grid do not.</summary>
public sealed class GeometryMismatchException(ImageGeometry expected, ImageGeometry actual) : ThcaException(
    ProblemCodes.GeometryMismatch,
    $"The image has {expected}; the mask has {actual}.",
    "Resample the mask onto the image's grid (setting correctMask) or check that both files belong together.")
{
    /// <summary>The grid that was needed.</summary>
    public ImageGeometry Expected { get; } = expected;

    /// <summary>The grid that was given.</summary>
    public ImageGeometry Actual { get; } = actual;
}
