namespace Thca.Pathology.GroupAnalysis.Plan;

/// <summary>A patient that is left out, decided before the analysis.</summary>
/// <param name="Patient">Identifier.</param>
/// <param name="Reason">Why, in words; goes to the matching report.</param>
public sealed record PatientExclusion(string Patient, string Reason);
