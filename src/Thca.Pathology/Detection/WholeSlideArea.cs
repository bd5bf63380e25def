using Thca.Core.Histology;

namespace Thca.Pathology.Detection;

/// <summary>The whole slide as one region.</summary>
public sealed class WholeSlideArea : IDetectionArea
{
    /// <inheritdoc/>
    public string Identity => "whole slide";

    /// <inheritdoc/>
    public double ShareOf(PixelBox box) => 1;

    /// <inheritdoc/>
    public int RegionAt(double x, double y) => 1;
}
