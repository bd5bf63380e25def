using Thca.Core.Cohorts;

namespace Thca.Core.Histology;

/// <summary>A piece of a slide on the detector's grid (0.25 micrometres per pixel), with its place on that grid.</summary>
/// <param name="Slide">The slide it was cut from.</param>
/// <param name="Image">The pixels; white outside the slide.</param>
/// <param name="OriginX">Column of the image's first pixel on the slide's detector grid; may be negative at the border.</param>
/// <param name="OriginY">Row of the image's first pixel on the slide's detector grid; may be negative at the border.</param>
/// <param name="Context">Pixels on each side that are context only: a detector needs no results there, and may need the pixels.</param>
public sealed record DetectionWindow(SlideId Slide, RgbImage Image, long OriginX, long OriginY, int Context)
{
    /// <summary>Whether nuclei are wanted anywhere in a rectangle of the image; a detector may skip the others. Null when they are wanted everywhere.</summary>
    public Func<PixelBox, bool>? IsWanted { get; init; }
}
