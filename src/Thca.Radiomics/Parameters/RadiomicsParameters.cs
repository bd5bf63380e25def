namespace Thca.Radiomics.Parameters;

/// <summary>What a PyRadiomics parameter file says.</summary>
/// <param name="Options">The settings, checked.</param>
/// <param name="Warnings">Entries that were accepted although they are misspelt or have no effect, one line each.</param>
public sealed record RadiomicsParameters(RadiomicsOptions Options, IReadOnlyList<string> Warnings);
