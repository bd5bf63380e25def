namespace Thca.Phantoms.Histology;

/// <summary>A straight line of ink on the cover glass; positions are shares of the slide's width and height.</summary>
/// <param name="FromX">Start along x.</param>
/// <param name="FromY">Start along y.</param>
/// <param name="ToX">End along x.</param>
/// <param name="ToY">End along y.</param>
/// <param name="WidthPixels">Width in pixels of 0.25 µm.</param>
/// <param name="Red">Ink colour, 0 to 255.</param>
/// <param name="Green">Ink colour, 0 to 255.</param>
/// <param name="Blue">Ink colour, 0 to 255.</param>
public sealed record PenStroke(double FromX, double FromY, double ToX, double ToY, double WidthPixels, byte Red = 30, byte Green = 60, byte Blue = 190);
