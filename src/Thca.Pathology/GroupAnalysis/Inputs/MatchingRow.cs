using Thca.Core.Features;

namespace Thca.Pathology.GroupAnalysis.Inputs;

/// <summary>One patient of any input: where it was found, and whether and why it takes part.</summary>
/// <param name="Patient">Identifier.</param>
/// <param name="Group">Low, High, or empty.</param>
/// <param name="InGroups">Has a row in the groups table.</param>
/// <param name="InPathology">Has slide features.</param>
/// <param name="InImaging">Has a row in an imaging table.</param>
/// <param name="Slides">Number of slides, or null when unknown.</param>
/// <param name="Outcome">Metastasis, or null when unknown.</param>
/// <param name="Status">ok for a patient that takes part; else the reason.</param>
public sealed record MatchingRow(string Patient, string Group, bool InGroups, bool InPathology, bool InImaging, int? Slides, bool? Outcome, RowStatus Status)
{
    /// <summary>Whether the patient takes part.</summary>
    public bool IsAnalysed => Status.IsOk;
}
