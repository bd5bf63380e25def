namespace Thca.Clinical.Cleaning;

/// <summary>One finding in a clinical table.</summary>
/// <param name="Severity">How much it matters.</param>
/// <param name="Code">UPPER_SNAKE code.</param>
/// <param name="Message">What was found and what was expected.</param>
/// <param name="Column">The column; empty when the whole table is meant.</param>
/// <param name="Row">1-based data row; 0 when the whole column is meant.</param>
/// <param name="PatientId">Identifier of the row; empty when none.</param>
/// <param name="Value">The offending text; empty when none.</param>
public sealed record ValidationIssue(
    IssueSeverity Severity, string Code, string Message, string Column = "", int Row = 0, string PatientId = "", string Value = "");
