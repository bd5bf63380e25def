namespace Thca.Pathology.GroupAnalysis.Figures;

/// <summary>The held-out score of one patient.</summary>
/// <param name="Patient">Identifier.</param>
/// <param name="Score">Held-out score.</param>
/// <param name="Group">0 Low, 1 High.</param>
/// <param name="Outcome">0 without, 1 with metastasis.</param>
public sealed record ScorePoint(string Patient, double Score, int Group, int Outcome);
