using Thca.Clinical.Schemas;
using Thca.Clinical.Tables;
using Thca.Core.Cohorts;
using Thca.Core.Compute;
using Thca.Core.Errors;

namespace Thca.Clinical.Imputation;

/// <summary>
/// Multiple imputation by fully conditional specification (van Buuren, 2007): predictive mean matching for numbers and ordered levels, Firth
/// logistic regression for two levels, multinomial logistic regression for unordered levels. Derived indices are recomputed, never imputed.
/// </summary>
public static class ChainedEquations
{
    /// <summary>Completes a training fold several times.</summary>
    /// <param name="fold">The table; its outcome must be complete when it is used.</param>
    /// <param name="options">Settings; default as documented there.</param>
    /// <param name="compute">Threads; never changes a result.</param>
    /// <param name="progress">Reports finished imputations.</param>
    /// <param name="ct">Cancels the work.</param>
    /// <exception cref="TableException">The outcome is missing in some rows, or a column has no value.</exception>
    public static MultipleImputation Impute(
        TrainingFold<ClinicalTable> fold, ChainedEquationsOptions? options = null, ComputeOptions? compute = null, IProgress<WorkProgress>? progress = null, CancellationToken ct = default)
    {
        options ??= new ChainedEquationsOptions();
        options.Validate();
        ClinicalTable table = fold.Data;
        if (options.UseOutcome && table.Outcome is { Missing: > 0 } outcome)
            throw new TableException($"Outcome '{outcome.Name}' is missing in {outcome.Missing} rows.", "Drop those rows before imputation.");
        ClinicalSeries? empty = table.Columns.FirstOrDefault(c => c.Count > 0 && c.Missing == c.Count && c.Definition.Kind != ColumnKind.Derived);
        if (empty is not null) throw new TableException($"Column '{empty.Name}' has no value to learn from.", "Drop it before imputation.");
        int done = 0;
        ClinicalTable[] tables = OrderedParallel.Map(
            options.Imputations,
            i =>
            {
                ClinicalTable completed = new ImputationChain(table, options, i).Run(ct);
                progress?.Report(new WorkProgress("imputation", Interlocked.Increment(ref done), options.Imputations));
                return completed;
            },
            compute,
            ct);
        return new MultipleImputation(tables, [.. table.Columns.Select(Log)]);
    }

    private static ImputationLogEntry Log(ClinicalSeries c) => c.Missing == 0
        ? new ImputationLogEntry(c.Name, 0, "none", "complete")
        : c.Definition.Kind switch
        {
            ColumnKind.Binary => new ImputationLogEntry(c.Name, c.Missing, "Firth logistic regression", "two levels"),
            ColumnKind.Nominal => new ImputationLogEntry(c.Name, c.Missing, "multinomial logistic regression", "levels without order"),
            ColumnKind.Ordinal => new ImputationLogEntry(c.Name, c.Missing, "predictive mean matching on level numbers", "ordered levels"),
            ColumnKind.Derived => new ImputationLogEntry(c.Name, c.Missing, "recomputed", "ratio of imputed components"),
            _ => new ImputationLogEntry(c.Name, c.Missing, "predictive mean matching", "number"),
        };
}
