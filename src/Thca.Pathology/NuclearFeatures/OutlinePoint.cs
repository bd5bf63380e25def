namespace Thca.Pathology.NuclearFeatures;

/// <summary>A point of an outline between pixels.</summary>
internal readonly record struct OutlinePoint(double X, double Y);
