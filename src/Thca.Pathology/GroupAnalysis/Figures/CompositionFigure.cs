namespace Thca.Pathology.GroupAnalysis.Figures;

/// <summary>Stacked bars of cell types per patient, grouped by risk.</summary>
/// <param name="Types">Names of the share columns.</param>
/// <param name="Bars">The patients, Low first.</param>
public sealed record CompositionFigure(IReadOnlyList<string> Types, IReadOnlyList<CompositionBar> Bars);
