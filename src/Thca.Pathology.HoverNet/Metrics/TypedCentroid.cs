namespace Thca.Pathology.HoverNet.Metrics;

/// <summary>A nucleus reduced to a point with a class.</summary>
/// <param name="X">Column of the centroid.</param>
/// <param name="Y">Row of the centroid.</param>
/// <param name="Type">Class, 0 to 5.</param>
public readonly record struct TypedCentroid(double X, double Y, int Type);
