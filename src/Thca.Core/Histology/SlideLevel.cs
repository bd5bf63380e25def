namespace Thca.Core.Histology;

/// <summary>One resolution of a slide's pyramid.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="DownsampleX">Level-0 pixels per pixel along x, at least 1.</param>
/// <param name="DownsampleY">Level-0 pixels per pixel along y, at least 1.</param>
public sealed record SlideLevel(long Width, long Height, double DownsampleX, double DownsampleY);
