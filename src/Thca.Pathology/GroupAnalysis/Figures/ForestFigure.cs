namespace Thca.Pathology.GroupAnalysis.Figures;

/// <summary>Effects with intervals, sorted by effect; never rescaled or truncated.</summary>
/// <param name="Name">File stem, e.g. <c>forest_heterogeneity</c>.</param>
/// <param name="Axis">What the axis shows: Cliff's delta, or standardised differences in standard deviations.</param>
/// <param name="Points">The lines.</param>
public sealed record ForestFigure(string Name, string Axis, IReadOnlyList<ForestPoint> Points);
