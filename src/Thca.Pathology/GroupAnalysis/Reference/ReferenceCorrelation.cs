namespace Thca.Pathology.GroupAnalysis.Reference;

/// <summary>One cell of the original's correlation table. A cell that could not be computed stood at r = 0, p = 1 there; here it is NaN.</summary>
/// <param name="Pathology">Slide feature.</param>
/// <param name="Imaging">Imaging variable.</param>
/// <param name="R">Spearman's correlation.</param>
/// <param name="P">Its p-value, unadjusted.</param>
public sealed record ReferenceCorrelation(string Pathology, string Imaging, double R, double P);
