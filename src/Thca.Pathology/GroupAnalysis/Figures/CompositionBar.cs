namespace Thca.Pathology.GroupAnalysis.Figures;

/// <summary>The shares of cell types of one patient.</summary>
/// <param name="Patient">Identifier.</param>
/// <param name="Group">0 Low, 1 High.</param>
/// <param name="Shares">Share per type, in the order of the figure.</param>
public sealed record CompositionBar(string Patient, int Group, IReadOnlyList<double> Shares);
