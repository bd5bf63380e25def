namespace Thca.Pipelines.Cohorts;

/// <summary>One named value of a case's row, as the text that is written.</summary>
/// <param name="Column">Column name.</param>
/// <param name="Text">Shortest round-trip number, text, <c>NaN</c> for a value that could not be computed, or empty for not applicable.</param>
public readonly record struct CaseCell(string Column, string Text);
