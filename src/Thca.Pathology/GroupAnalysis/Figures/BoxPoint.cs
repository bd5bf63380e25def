namespace Thca.Pathology.GroupAnalysis.Figures;

/// <summary>One patient in a box figure.</summary>
/// <param name="Patient">Identifier.</param>
/// <param name="Group">0 Low, 1 High.</param>
/// <param name="Value">Value of the feature.</param>
/// <param name="Jitter">Seeded sideways shift, -1 to 1.</param>
public sealed record BoxPoint(string Patient, int Group, double Value, double Jitter);
