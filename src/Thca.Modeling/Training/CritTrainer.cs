using Thca.Core.Cohorts;
using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Features;
using Thca.Core.Randomness;
using Thca.Modeling.Artifacts;
using Thca.Modeling.Data;

namespace Thca.Modeling.Training;

/// <summary>
/// Develops a CRIT model by the sound protocol: nested, repeated, stratified cross-validation in which preprocessing, selection, resampling,
/// search, calibration, threshold and the choice of combination see training folds only; then the same procedure on all development patients,
/// frozen into a <c>crit-model/1</c> artifact.
/// </summary>
public static class CritTrainer
{
    /// <summary>Trains on a feature table.</summary>
    /// <param name="features">Features of the development patients.</param>
    /// <param name="outcome">Their outcome.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <param name="seed">Seed of everything random; null for 42.</param>
    /// <param name="compute">Threads; never changes a result.</param>
    /// <param name="progress">Folds finished.</param>
    /// <param name="ct">Stops between boosting rounds.</param>
    /// <exception cref="ThcaException">The data cannot support the model, or the native library is missing.</exception>
    public static CritTrainingResult Train(
        FeatureTable features, OutcomeColumn outcome, CritTrainingOptions? options = null, RandomSeed? seed = null,
        ComputeOptions? compute = null, IProgress<WorkProgress>? progress = null, CancellationToken ct = default)
    {
        PatientRecords records = FeatureTableIntake.From([features], new IntakeOptions { OutcomeColumn = outcome.Name });
        return Train(new TrainingFold<TrainingTable>(TrainingTable.Create(records, outcome), "development"), options, seed, compute, progress, ct);
    }

    /// <summary>Trains on development patients.</summary>
    /// <param name="development">The development cohort: everything in it may be learnt from.</param>
    /// <inheritdoc cref="Train(FeatureTable, OutcomeColumn, CritTrainingOptions, RandomSeed?, ComputeOptions, IProgress{WorkProgress}, CancellationToken)"/>
    public static CritTrainingResult Train(
        TrainingFold<TrainingTable> development, CritTrainingOptions? options = null, RandomSeed? seed = null,
        ComputeOptions? compute = null, IProgress<WorkProgress>? progress = null, CancellationToken ct = default)
    {
        (options, RandomSeed run) = (options ?? new CritTrainingOptions(), seed ?? RandomSeed.Default);
        options.Validate();
        TrainingTable table = development.Data;
        IReadOnlyList<FeatureCombination> combinations = options.Combinations.Count > 0 ? options.Combinations : [FeatureCombination.Whole(table.Features)];
        var validation = new NestedValidation(table, combinations, options, run);
        UnitResult[] units = validation.Run(compute, progress, ct);
        DevelopedModel[] finals = validation.DevelopOnAll(compute, progress, ct);
        try
        {
            return new ResultAssembly(table, combinations, options, run).Assemble(units, finals, compute, ct);
        }
        finally
        {
            foreach (DevelopedModel model in finals) model.Dispose();
        }
    }
}
