using Thca.Core.Cohorts;
using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Core.Randomness;
using Thca.Modeling.Data;
using Thca.Modeling.Declarations;
using Thca.Modeling.Explanations;
using Thca.Modeling.Metrics;
using Thca.Modeling.Prediction;
using Thca.Modeling.Runtime;
using Thca.Modeling.Runtime.Artifact;
using Thca.Modeling.Runtime.Scoring;
using Thca.Modeling.Training;

namespace Thca.Modeling.Validation;

/// <summary>How a frozen artifact does in patients that had no part in its development.</summary>
public sealed record ExternalValidation
{
    /// <summary>Metrics with intervals at the frozen threshold.</summary>
    public required IReadOnlyDictionary<string, MetricEstimate> Metrics { get; init; }

    /// <summary>Predictions of the patients that could be scored.</summary>
    public required PredictedCohort Predictions { get; init; }

    /// <summary>Risk of every patient scored.</summary>
    public required IReadOnlyList<PatientRisk> Risks { get; init; }

    /// <summary>Patients that could not be scored or have no outcome.</summary>
    public required IReadOnlyList<DroppedPatient> Dropped { get; init; }

    /// <summary>Contributions to the margins of every patient scored, by the frozen model.</summary>
    public required CohortExplanation Explanation { get; init; }

    /// <summary>Characteristics of the patients, for tables and subgroups.</summary>
    public PatientTraits Traits { get; init; } = PatientTraits.None;

    /// <summary>What updating the model on these patients would change; reported, never applied.</summary>
    public IReadOnlyList<ModelUpdating> Updating { get; init; } = [];

    /// <summary>Evaluates an artifact.</summary>
    /// <param name="artifact">The frozen artifact.</param>
    /// <param name="patients">External patients; nothing here is learnt from.</param>
    /// <param name="outcome">Their outcome.</param>
    /// <param name="options">Intervals; null for the defaults.</param>
    /// <param name="declarations">Names the columns that make subgroups; null for the defaults.</param>
    /// <param name="seed">Seed of the bootstrap.</param>
    /// <param name="compute">Threads.</param>
    /// <param name="ct">Stops between bootstrap samples.</param>
    /// <exception cref="ThcaException">Fewer than one patient of each class can be scored.</exception>
    public static ExternalValidation Evaluate(
        CritArtifact artifact, EvaluationFold<PatientRecords> patients, OutcomeColumn outcome, MetricOptions? options = null, StudyDeclarations? declarations = null, RandomSeed? seed = null,
        ComputeOptions? compute = null, CancellationToken ct = default)
    {
        var model = new CritRiskModel(CritModel.FromArtifact(artifact));
        List<DroppedPatient> dropped = [.. patients.Data.Dropped];
        List<PatientRisk> risks = [];
        List<CritContributions> explained = [];
        foreach ((string patient, CritContributions contributions) in model.Explain(patients.Data))
        {
            CritPrediction prediction = contributions.Prediction;
            bool? y = outcome[patient];
            if (prediction.Refusal is { } refusal)
            {
                if (dropped.TrueForAll(d => d.Patient != patient)) dropped.Add(new DroppedPatient(patient, refusal.Code, refusal.What));
                continue;
            }

            if (y is null) dropped.Add(new DroppedPatient(patient, ProblemCodes.TableInvalid, $"no outcome '{outcome.Name}'"));
            explained.Add(contributions);
            risks.Add(new PatientRisk(patient, prediction.Probability, prediction.Groups, "external", "external", y));
        }

        PatientRisk[] known = [.. risks.Where(r => r.Outcome is not null)];
        int events = known.Count(r => r.Outcome == true);
        if (events == 0 || events == known.Length)
            throw new ThcaException(ProblemCodes.Undefined, FormattableString.Invariant($"External validation needs both classes; {events} of {known.Length} scored patients had the event."), "Check the external outcome column.");
        double threshold = artifact.Thresholds.First(t => t.Name == artifact.DefaultThreshold).Value;
        PredictedCohort cohort = PredictedCohort.Single([.. known.Select(r => r.Patient)], [.. known.Select(r => r.Outcome!.Value)], [.. known.Select(r => r.Probability)], Math.Min(0.99, threshold));
        return new ExternalValidation
        {
            Metrics = MetricSuite.Estimate(cohort, options, seed, "external", compute, ct),
            Predictions = cohort,
            Risks = risks,
            Dropped = dropped,
            Explanation = Explain(model, risks, explained),
            Traits = PatientTraits.Of(patients.Data, SubgroupTable.ColumnsOf(declarations ?? new StudyDeclarations())),
            Updating = ModelUpdating.Of(cohort, options, seed, compute, ct),
        };
    }

    private static CohortExplanation Explain(CritRiskModel model, List<PatientRisk> risks, List<CritContributions> explained) => new()
    {
        Cohort = "external",
        Patients = [.. risks.Select(r => r.Patient)],
        Outcome = [.. risks.Select(r => r.Outcome)],
        Features = model.FeatureNames,
        Base = [.. explained.Select(e => e.Base)],
        Margin = [.. explained.Select(e => e.Prediction.Margin)],
        ProbabilityRaw = [.. explained.Select(e => e.Prediction.RawProbability)],
        Calibrated = [.. explained.Select(e => e.Prediction.Probability)],
        Contributions = [.. explained.Select(e => e.Values.ToArray())],
        Values = [.. explained.Select(e => e.Prediction.Codes.ToArray())],
        OutOfRange = [.. explained.Select(e => e.Prediction.Warnings.Count(w => w.Code == WarningCodes.OutOfRange))],
        Missing = [.. explained.Select(e => e.Prediction.MissingFeatures.Count)],
    };
}
