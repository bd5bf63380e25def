namespace Thca.Clinical.Imputation;

/// <summary>What was imputed in one column, how, and why.</summary>
/// <param name="Column">The column.</param>
/// <param name="Cells">Number of cells imputed.</param>
/// <param name="Method">Method in words.</param>
/// <param name="Reason">Why this method, or why nothing was imputed.</param>
public sealed record ImputationLogEntry(string Column, int Cells, string Method, string Reason);
