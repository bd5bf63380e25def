using Thca.Core.Errors;
using Thca.Core.Geometry;
using Thca.Core.Outcomes;

namespace Thca.Segmentation.Labels;

/// <summary>When two grids count as the same: equal size, spacing to 1e-3 relative, origin to 1e-2 mm, direction cosines to 1e-4.</summary>
public static class GeometryTolerance
{
    private const double RelativeSpacing = 1e-3;
    private const double OriginMillimetres = 1e-2;
    private const double Cosines = 1e-4;

    /// <summary>Whether two grids are the same.</summary>
    public static bool Same(ImageGeometry a, ImageGeometry b) =>
        a.Size == b.Size
        && Close(a.Spacing.X, b.Spacing.X) && Close(a.Spacing.Y, b.Spacing.Y) && Close(a.Spacing.Z, b.Spacing.Z)
        && a.Origin.DistanceTo(b.Origin) <= OriginMillimetres
        && a.Direction.DistanceTo(b.Direction) <= Cosines;

    /// <summary>Throws when a grid is not the image's.</summary>
    /// <param name="image">Grid of the image.</param>
    /// <param name="other">Grid of the mask or label map.</param>
    /// <param name="name">What has the other grid, e.g. a file name.</param>
    /// <exception cref="ThcaException">The grids differ (<see cref="ProblemCodes.GeometryMismatch"/>); both are printed.</exception>
    public static void Ensure(ImageGeometry image, ImageGeometry other, string name)
    {
        if (Same(image, other)) return;
        throw new ThcaException(
            ProblemCodes.GeometryMismatch,
            $"The image has {image}; {name} has {other}.",
            "Check that both belong together, or resample the masks onto the image's grid (--resample-masks).");
    }

    private static bool Close(double a, double b) => Math.Abs(a - b) <= RelativeSpacing * Math.Max(a, b);
}
