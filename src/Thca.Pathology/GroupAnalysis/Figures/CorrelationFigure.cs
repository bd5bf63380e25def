using Thca.Pathology.GroupAnalysis.Correlation;

namespace Thca.Pathology.GroupAnalysis.Figures;

/// <summary>A grid of correlations; cells that are not defined are to be drawn empty.</summary>
/// <param name="Block">Block of variables; the file stem is <c>correlation_</c> and this name.</param>
/// <param name="Rows">Slide features.</param>
/// <param name="Columns">Imaging or clinical variables.</param>
/// <param name="Cells">One per row and column, row by row.</param>
public sealed record CorrelationFigure(string Block, IReadOnlyList<string> Rows, IReadOnlyList<string> Columns, IReadOnlyList<ImagingCorrelation> Cells);
