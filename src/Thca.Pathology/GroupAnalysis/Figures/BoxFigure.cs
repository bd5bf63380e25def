namespace Thca.Pathology.GroupAnalysis.Figures;

/// <summary>One feature patient by patient.</summary>
/// <param name="Feature">The feature; the file stem is <c>box_</c> and this name.</param>
/// <param name="Points">The patients.</param>
/// <param name="MedianLow">Median of the low-risk group.</param>
/// <param name="MedianHigh">Median of the high-risk group.</param>
/// <param name="Shift">Hodges-Lehmann difference, High minus Low.</param>
public sealed record BoxFigure(string Feature, IReadOnlyList<BoxPoint> Points, double MedianLow, double MedianHigh, double Shift);
