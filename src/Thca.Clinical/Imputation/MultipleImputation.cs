using Thca.Clinical.Tables;

namespace Thca.Clinical.Imputation;

/// <summary>Several completed versions of one table.</summary>
/// <param name="Tables">The completed tables; cells that were imputed are marked.</param>
/// <param name="Log">What was imputed, per column.</param>
public sealed record MultipleImputation(IReadOnlyList<ClinicalTable> Tables, IReadOnlyList<ImputationLogEntry> Log);
