using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Features;
using Thca.Core.Outcomes;
using Thca.Core.Randomness;
using Thca.Pathology.GroupAnalysis.Clustering;
using Thca.Pathology.GroupAnalysis.Comparison;
using Thca.Pathology.GroupAnalysis.Correlation;
using Thca.Pathology.GroupAnalysis.Inputs;
using Thca.Pathology.GroupAnalysis.Plan;
using Thca.Pathology.GroupAnalysis.Scoring;
using Thca.Statistics.Regression;

namespace Thca.Pathology.GroupAnalysis;

/// <summary>
/// Compares risk groups on slides at the level of patients: tests with signed effects and intervals, the outcome apart, a composite score judged on
/// held-out patients, correlations with imaging, exploratory clusters.
/// </summary>
public static class GroupStudyAnalyzer
{
    /// <summary>Runs the comparison.</summary>
    /// <param name="input">Tables and groups.</param>
    /// <param name="plan">What was declared beforehand; default: nothing, and then every result is exploratory.</param>
    /// <param name="options">Tests and their limits; default <see cref="GroupAnalysisOptions"/>.</param>
    /// <param name="seed">Seed of the run, unless the plan has one; default 42.</param>
    /// <param name="compute">Features and permutations at once; never changes a result.</param>
    /// <param name="progress">Reported stage by stage.</param>
    /// <param name="ct">Cancels the work.</param>
    /// <exception cref="OptionsException">An option is outside its range.</exception>
    /// <exception cref="TableException">Tables repeat patients or columns, or lack a covariate.</exception>
    public static GroupStudyResult Analyze(
        GroupStudyInput input,
        AnalysisPlan? plan = null,
        GroupAnalysisOptions? options = null,
        RandomSeed? seed = null,
        ComputeOptions? compute = null,
        IProgress<WorkProgress>? progress = null,
        CancellationToken ct = default)
    {
        plan ??= AnalysisPlan.Default;
        options ??= new GroupAnalysisOptions();
        options.Validate();
        RandomSeed used = plan.Seed ?? seed ?? RandomSeed.Default;
        StudyCohort cohort = CohortMatcher.Match(input, plan);
        bool outcomeKnown = cohort.Outcome.Contains(0) && cohort.Outcome.Contains(1);
        return new GroupStudyResult
        {
            Cohort = cohort,
            Plan = plan,
            Options = options,
            Seed = used,
            Tests = FeatureComparer.Compare(cohort, cohort.Groups, "risk group", plan, options, used, compute, progress, ct),
            OutcomeTests = outcomeKnown ? FeatureComparer.Compare(cohort with { Flags = [] }, cohort.Outcome, "outcome", plan, options, used, compute, progress, ct) : [],
            Tertiles = TertileComparer.Compare(cohort, options, used, compute, ct),
            Slides = [.. input.SlideValues.Select(s => OnSlides(s.Key, s.Value, cohort, options, used, compute, ct))],
            Score = CompositeScore.Analyze(cohort, options, used, compute, progress, ct),
            Correlations = ImagingCorrelations.Analyze(cohort, options, used, compute, progress, ct),
            Omnibus = ImagingCorrelations.Omnibus(cohort, options, used, compute, progress, ct),
            Clusters = PatientClusterer.Analyze(cohort, options, used, compute, ct),
        };
    }

    private static SlideComparison OnSlides(
        string feature, IReadOnlyDictionary<string, double[]> values, StudyCohort cohort, GroupAnalysisOptions options, RandomSeed seed, ComputeOptions? compute, CancellationToken ct)
    {
        var measurements = new List<double[]>();
        var group = new List<bool>();
        for (int i = 0; i < cohort.Patients.Count; i++)
        {
            double[] observed = values.TryGetValue(cohort.Patients[i], out double[]? all) ? Statistics.Summaries.Finite.Observed(all) : [];
            if (observed.Length == 0) continue;
            measurements.Add(observed);
            group.Add(cohort.Groups[i] == 1);
        }

        int high = group.Count(g => g);
        if (Math.Min(high, group.Count - high) < options.MinimumPerGroup)
            return new SlideComparison(feature, null, new RowStatus(ProblemCodes.GroupTooSmall, FormattableString.Invariant($"{group.Count - high} and {high} patients with slides; {options.MinimumPerGroup} are needed in each group.")));
        RandomInterceptModel model = RandomInterceptModel.Fit(measurements, group, options.ScoreAllUpTo, options.SecondaryPermutations, new RandomSeed(seed.DeriveInt32("slides", feature)), compute, ct);
        return new SlideComparison(feature, model, RowStatus.Ok);
    }
}
