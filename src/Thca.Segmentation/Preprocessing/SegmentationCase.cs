using Thca.Core.Geometry;
using Thca.Core.Volumes;

namespace Thca.Segmentation.Preprocessing;

/// <summary>One case in memory: channels and labels on one grid, turned to the orientation that networks see.</summary>
/// <param name="Channels">Image of every channel.</param>
/// <param name="Labels">Label map, or null.</param>
/// <param name="FileGeometry">Grid of the file.</param>
/// <param name="FromFile">Reordering from the file's axes to these.</param>
public sealed record SegmentationCase(IReadOnlyList<Volume<float>> Channels, LabelMap? Labels, ImageGeometry FileGeometry, OrientationMap FromFile)
{
    /// <summary>Grid of channels and labels.</summary>
    public ImageGeometry Geometry => Channels[0].Geometry;

    /// <summary>Turns volumes that lie on one grid.</summary>
    /// <param name="channels">Image of every channel, as in the file.</param>
    /// <param name="labels">Label map on the same grid, or null.</param>
    /// <param name="orientation">Orientation wanted.</param>
    public static SegmentationCase Of(IReadOnlyList<Volume<float>> channels, LabelMap? labels, ArrayOrientation orientation = ArrayOrientation.Lps)
    {
        ImageGeometry geometry = channels[0].Geometry;
        OrientationMap map = orientation switch
        {
            ArrayOrientation.Lps => OrientationMap.ToLps(geometry),
            ArrayOrientation.Ras => OrientationMap.ToRas(geometry),
            _ => OrientationMap.Identity,
        };
        return new SegmentationCase([.. channels.Select(map.Apply)], labels is null ? null : map.Apply(labels), geometry, map);
    }
}
