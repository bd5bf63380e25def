using Thca.Core.Histology;

namespace Thca.Pathology.Detection;

/// <summary>Where on a slide nuclei are wanted, in level-0 pixels. Safe for several threads.</summary>
public interface IDetectionArea
{
    /// <summary>Share of a rectangle that is wanted, 0..1.</summary>
    double ShareOf(PixelBox box);

    /// <summary>The component of tissue under a point, from 1; 0 for none.</summary>
    int RegionAt(double x, double y);

    /// <summary>Text that changes when the area does; part of the hash that decides whether a finished slide is redone.</summary>
    string Identity { get; }
}
