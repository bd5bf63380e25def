using Thca.Core.Cohorts;
using Thca.Core.Compute;
using Thca.Core.Features;
using Thca.Core.Randomness;
using Thca.Pathology.GroupAnalysis.Inputs;
using Thca.Statistics.Bootstrap;
using Thca.Statistics.Hypotheses;
using Thca.Statistics.Resampling;
using Thca.Statistics.Roc;
using RiskGroups = Thca.Core.Cohorts.RiskGroup;

namespace Thca.Pathology.GroupAnalysis.Scoring;

/// <summary>
/// A score of several slide features for metastasis. Every patient is scored by a model learnt from the others: selection, scaling, weights and
/// directions included. Its p-value permutes the outcome and repeats all of it.
/// </summary>
public static class CompositeScore
{
    /// <summary>Computes and judges the score.</summary>
    /// <param name="cohort">Patients, outcome, features.</param>
    /// <param name="options">Limits.</param>
    /// <param name="seed">Seed of permutations and bootstrap.</param>
    /// <param name="compute">Permutations at once.</param>
    /// <param name="progress">Reported after every permutation.</param>
    /// <param name="ct">Cancels the work.</param>
    /// <returns>A status instead of scores when too few patients have or lack the outcome.</returns>
    public static CompositeScoreResult Analyze(
        StudyCohort cohort, GroupAnalysisOptions options, RandomSeed seed, ComputeOptions? compute = null, IProgress<WorkProgress>? progress = null, CancellationToken ct = default)
    {
        bool[] external = [.. Enumerable.Range(0, cohort.Patients.Count).Select(i => cohort.External.Count > 0 && cohort.External[i])];
        int[] known = [.. Enumerable.Range(0, cohort.Patients.Count).Where(i => cohort.Outcome[i] >= 0 && !external[i])];
        int events = known.Count(i => cohort.Outcome[i] == 1), smaller = Math.Min(events, known.Length - events);
        StudyVariable[] variables = [.. cohort.Variables.Where(v => !v.IsAbsent && v.Values.Any(x => !double.IsNaN(x)))];
        CompositeScoreResult Refused(string code, string why) => new() { Status = new RowStatus(code, why), OutOfFold = [.. cohort.Patients.Select(_ => double.NaN)], FeatureCounts = [.. cohort.Patients.Select(_ => 0)], Flags = cohort.Flags };
        if (events == 0 || events == known.Length)
            return Refused(GroupAnalysisProblems.NoOutcome, FormattableString.Invariant($"The outcome is known of {known.Length} development patients, {events} with metastasis; a score needs both classes."));
        if (variables.Length == 0) return Refused(GroupAnalysisProblems.NoColumns, "No feature has a value.");
        if (smaller < 3 || (smaller < options.MinimumEvents && !options.AllowExploratoryScore))
        {
            return Refused(
                GroupAnalysisProblems.TooFewEvents,
                FormattableString.Invariant($"{smaller} patients in the smaller outcome class; {options.MinimumEvents} are needed for a composite score (3 with exploratory scores allowed)."));
        }

        var data = new ScoreData([.. variables.Select(v => v.Name)], [.. variables.Select(v => known.Select(i => v.Values[i]).ToArray())], [.. known.Select(i => cohort.Outcome[i] == 1)]);
        PreparedTraining[] folds = OrderedParallel.Map(known.Length, i => new PreparedTraining(new TrainingFold<ScoreData>(data.Without(i), $"without {cohort.Patients[known[i]]}")), compute, ct);
        double[] scores = HeldOut(data, folds, data.Outcome, options);
        (double p, LabelPermutations labels) = Test(data, folds, scores, options, seed, compute, progress, ct);
        double[] all = [.. cohort.Patients.Select(_ => double.NaN)];
        int[] counts = new int[cohort.Patients.Count];
        for (int k = 0; k < known.Length; k++) (all[known[k]], counts[known[k]]) = (scores[k], folds[k].Learn(Others(data.Outcome, k), options).Terms.Count);
        ScoreModel frozen = ScoreModel.Fit(new TrainingFold<ScoreData>(data, "all development patients"), options);
        Dictionary<string, StudyVariable> byName = variables.ToDictionary(v => v.Name, StringComparer.Ordinal);
        for (int i = 0; i < all.Length; i++) if (external[i]) (all[i], counts[i]) = (frozen.Score(f => byName[f].Values[i]), frozen.Terms.Count);
        bool exploratory = smaller < options.MinimumEvents;
        return new CompositeScoreResult
        {
            Status = RowStatus.Ok,
            OutOfFold = all,
            IsExternal = external,
            FeatureCounts = counts,
            External = ByExternal(cohort, external, all, options, seed, compute, ct),
            Outcome = Discrimination([.. data.Outcome], scores, options, seed, "outcome", compute, ct),
            RiskGroup = ByGroup(cohort, known, scores, options, seed, compute, ct),
            P = p,
            Permutations = labels.Count,
            IsExhaustive = labels.IsExhaustive,
            Frozen = frozen,
            Flags = exploratory ? [.. cohort.Flags, GroupAnalysisProblems.Exploratory] : cohort.Flags,
        };
    }

    private static (double P, LabelPermutations Labels) Test(
        ScoreData data, PreparedTraining[] folds, double[] scores, GroupAnalysisOptions options, RandomSeed seed, ComputeOptions? compute, IProgress<WorkProgress>? progress, CancellationToken ct)
    {
        bool[] outcome = [.. data.Outcome];
        LabelPermutations labels = LabelPermutations.Of(outcome, options.ScoreAllUpTo, options.ScorePermutations, seed, "composite-score");
        double observed = Area(outcome, scores);
        int done = 0;
        bool[] hits = OrderedParallel.Map(
            labels.Count,
            b =>
            {
                bool[] permuted = labels.At(b);
                bool hit = Area(permuted, HeldOut(data, folds, permuted, options)) >= observed - 1e-12;
                progress?.Report(new WorkProgress("composite score", Interlocked.Increment(ref done), labels.Count));
                return hit;
            },
            compute,
            ct);
        return (labels.P(hits.Count(h => h)), labels);
    }

    private static double[] HeldOut(ScoreData data, PreparedTraining[] folds, IReadOnlyList<bool> outcome, GroupAnalysisOptions options) =>
        [.. folds.Select((fold, i) => fold.ScoreOf(data.Row(i), Others(outcome, i), options))];

    private static bool[] Others(IReadOnlyList<bool> outcome, int patient) => [.. outcome.Where((_, i) => i != patient)];

    private static double Area(bool[] outcome, double[] scores) =>
        MannWhitney.ProbabilityOfSuperiority([.. scores.Where((_, i) => outcome[i])], [.. scores.Where((_, i) => !outcome[i])]);

    private static ScoreDiscrimination? ByGroup(StudyCohort cohort, int[] known, double[] scores, GroupAnalysisOptions options, RandomSeed seed, ComputeOptions? compute, CancellationToken ct)
    {
        bool[] high = [.. known.Select(i => cohort.Groups[i] == RiskGroups.High)];
        return high.Contains(true) && high.Contains(false) ? Discrimination(high, scores, options, seed, "risk-group", compute, ct) : null;
    }

    private static ScoreDiscrimination? ByExternal(StudyCohort cohort, bool[] external, double[] scores, GroupAnalysisOptions options, RandomSeed seed, ComputeOptions? compute, CancellationToken ct)
    {
        int[] judged = [.. Enumerable.Range(0, scores.Length).Where(i => external[i] && cohort.Outcome[i] >= 0)];
        bool[] events = [.. judged.Select(i => cohort.Outcome[i] == 1)];
        return events.Contains(true) && events.Contains(false) ? Discrimination(events, [.. judged.Select(i => scores[i])], options, seed, "external", compute, ct) : null;
    }

    private static ScoreDiscrimination Discrimination(bool[] positive, double[] scores, GroupAnalysisOptions options, RandomSeed seed, string name, ComputeOptions? compute, CancellationToken ct)
    {
        AucEstimate auc = DeLong.Auc(positive, scores);
        BcaInterval bootstrap = options.BootstrapReplicates == 0
            ? new BcaInterval(auc.Value, double.NaN, double.NaN, double.NaN, double.NaN)
            : AucBootstrap.Interval(positive, scores, options.BootstrapReplicates, new RandomSeed(seed.DeriveInt32("score-auc", name)), options.Level, compute, ct);
        int count = positive.Count(p => p);
        return new ScoreDiscrimination(count, positive.Length - count, auc.Value, auc.Lower, auc.Upper, bootstrap.Lower, bootstrap.Upper);
    }
}
