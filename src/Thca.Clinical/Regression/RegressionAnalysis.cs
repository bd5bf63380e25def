using Thca.Clinical.Imputation;
using Thca.Clinical.Tables;
using Thca.Core.Cohorts;
using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Statistics.Multiplicity;

namespace Thca.Clinical.Regression;

/// <summary>
/// Univariable and multivariable logistic regression of a binary outcome: complete cases or pooled over imputations, maximum likelihood or
/// Firth's estimate on separation and sparse events, joint tests of factors, and an entry rule on the training cohort.
/// </summary>
public static class RegressionAnalysis
{
    /// <summary>Analyses a training cohort on complete cases.</summary>
    /// <param name="fold">A cleaned table with an outcome.</param>
    /// <param name="options">Settings; default as documented there.</param>
    /// <param name="compute">Threads; never changes a result.</param>
    /// <param name="progress">Reports finished models.</param>
    /// <param name="ct">Cancels the work.</param>
    /// <exception cref="TableException">No outcome, or a prespecified term is not a column.</exception>
    public static RegressionResult Run(
        TrainingFold<ClinicalTable> fold, RegressionOptions? options = null, ComputeOptions? compute = null, IProgress<WorkProgress>? progress = null, CancellationToken ct = default) =>
        new RegressionRun([fold.Data], fold.Name, options ?? new RegressionOptions(), compute, progress, ct).Train();

    /// <summary>Analyses a training cohort pooled over imputations.</summary>
    /// <param name="fold">The imputed tables of one cohort.</param>
    /// <param name="options">Settings; default as documented there.</param>
    /// <param name="compute">Threads; never changes a result.</param>
    /// <param name="progress">Reports finished models.</param>
    /// <param name="ct">Cancels the work.</param>
    public static RegressionResult Run(
        TrainingFold<MultipleImputation> fold, RegressionOptions? options = null, ComputeOptions? compute = null, IProgress<WorkProgress>? progress = null, CancellationToken ct = default) =>
        new RegressionRun(fold.Data.Tables, fold.Name, options ?? new RegressionOptions(), compute, progress, ct).Train();

    /// <summary>Refits the terms of a training analysis in another cohort, with the training scales, for the comparison column.</summary>
    /// <param name="training">The analysis that chose the terms.</param>
    /// <param name="cohort">One table, or imputed tables, of the other cohort.</param>
    /// <param name="name">Name of the cohort.</param>
    /// <param name="options">Settings; default as documented there.</param>
    /// <param name="compute">Threads; never changes a result.</param>
    /// <param name="ct">Cancels the work.</param>
    public static RegressionResult Repeat(
        RegressionResult training, IReadOnlyList<ClinicalTable> cohort, string name, RegressionOptions? options = null, ComputeOptions? compute = null, CancellationToken ct = default) =>
        new RegressionRun(cohort, name, options ?? new RegressionOptions(), compute, null, ct).Repeat(training);
}
