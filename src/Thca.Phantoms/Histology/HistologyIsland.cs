namespace Thca.Phantoms.Histology;

/// <summary>An elliptic piece of tissue with a ragged edge; positions are shares of the slide's width and height.</summary>
/// <param name="CentreX">Centre along x, 0 (left) to 1; may lie outside.</param>
/// <param name="CentreY">Centre along y, 0 (top) to 1; may lie outside.</param>
/// <param name="RadiusX">Radius along x as a share of the width.</param>
/// <param name="RadiusY">Radius along y as a share of the height.</param>
public sealed record HistologyIsland(double CentreX, double CentreY, double RadiusX, double RadiusY);
