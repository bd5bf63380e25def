using Thca.Core.Compute;
using Thca.Core.Features;
using Thca.Core.Outcomes;
using Thca.Core.Randomness;
using Thca.Pathology.GroupAnalysis.Inputs;
using Thca.Pathology.GroupAnalysis.Plan;
using Thca.Statistics.Distributions;
using Thca.Statistics.Effects;
using Thca.Statistics.Hypotheses;
using Thca.Statistics.Multiplicity;
using Thca.Statistics.Power;

namespace Thca.Pathology.GroupAnalysis.Comparison;

/// <summary>Compares features between two groups of patients: one value per patient, exact or permutation tests, signed effects with intervals.</summary>
public static class FeatureComparer
{
    /// <summary>Compares all features of a cohort.</summary>
    /// <param name="cohort">Patients and features.</param>
    /// <param name="groups">Group per patient: 0, 1, or -1 for a patient in neither.</param>
    /// <param name="name">Name of the grouping; part of the sub-streams, so that two groupings of one cohort draw apart.</param>
    /// <param name="plan">Primaries, alpha.</param>
    /// <param name="options">Tests and their limits.</param>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="compute">Features at once.</param>
    /// <param name="progress">Reported after every feature.</param>
    /// <param name="ct">Cancels the work.</param>
    public static IReadOnlyList<FeatureComparison> Compare(
        StudyCohort cohort, IReadOnlyList<int> groups, string name, AnalysisPlan plan, GroupAnalysisOptions options, RandomSeed seed,
        ComputeOptions? compute = null, IProgress<WorkProgress>? progress = null, CancellationToken ct = default)
    {
        (int, int)[] sizes = [.. cohort.Variables.Select(v => Split(v, groups)).Select(s => (s.Low.Length, s.High.Length)).Distinct().Where(s => Math.Min(s.Item1, s.Item2) >= options.MinimumPerGroup)];
        double[] detectable = OrderedParallel.Map(
            sizes.Length,
            i => MannWhitneyPower.DetectableSuperiority(
                sizes[i].Item2, sizes[i].Item1, seed.Stream("power", FormattableString.Invariant($"{sizes[i]}")), options.Power, plan.Alpha, options.PowerReplicates, ct),
            compute,
            ct);
        Dictionary<(int, int), double> auc = sizes.Zip(detectable).ToDictionary(p => p.First, p => p.Second);
        int done = 0;
        FeatureComparison[] results = OrderedParallel.Map(
            cohort.Variables.Count,
            i =>
            {
                FeatureComparison result = One(cohort, cohort.Variables[i], groups, name, plan, options, seed, ct);
                progress?.Report(new WorkProgress($"comparison by {name}", Interlocked.Increment(ref done), cohort.Variables.Count, result.Variable.Name));
                return result.IsTested ? result with { DetectableAuc = auc[(result.Low.Count, result.High.Count)] } : result;
            },
            compute,
            ct);
        return Adjust(results);
    }

    private static FeatureComparison One(
        StudyCohort cohort, StudyVariable variable, IReadOnlyList<int> groups, string name, AnalysisPlan plan, GroupAnalysisOptions options, RandomSeed seed, CancellationToken ct)
    {
        (double[] low, double[] high, int missingLow, int missingHigh) = Split(variable, groups);
        List<string> flags = [.. cohort.Flags];
        if (!plan.IsDeclared) flags.Add(GroupAnalysisProblems.Exploratory);
        var result = new FeatureComparison
        {
            Variable = variable,
            Low = GroupSummary.Of(low) with { Missing = missingLow },
            High = GroupSummary.Of(high) with { Missing = missingHigh },
            Status = Status(variable, low, high, options),
            Flags = flags,
        };
        if (!result.Status.IsOk) return result;
        string item = $"{name}|{variable.Name}";
        bool exact = Math.Exp(LogFactorial.Binomial(low.Length + high.Length, low.Length)) <= options.ExactLimit * (1 + 1e-9);
        HypothesisTestResult test = exact
            ? MannWhitney.Test(high, low, MannWhitneyMethod.Exact)
            : MannWhitney.Permutation(high, low, seed.Stream("rank-sum", item), options.Permutations, ct);
        if (!exact) flags.Add(ProblemCodes.MonteCarlo);
        bool intervals = Math.Min(low.Length, high.Length) >= options.MinimumForIntervals;
        HodgesLehmann shift = HodgesLehmann.Of(high, low, options.Level);
        HedgesG g = HedgesG.Of(high, low, options.Level);
        if (!intervals)
        {
            flags.Add(GroupAnalysisProblems.NoIntervals);
            shift = shift with { Lower = double.NaN, Upper = double.NaN, AchievedLevel = double.NaN };
            g = g with { Lower = double.NaN, Upper = double.NaN };
        }
        else if (double.IsNaN(shift.AchievedLevel))
        {
            flags.Add(GroupAnalysisProblems.AsymptoticInterval);
        }

        return result with
        {
            Shift = shift,
            Delta = CliffsDelta.Of(high, low, intervals ? options.BootstrapReplicates : 0, new RandomSeed(seed.DeriveInt32("cliffs-delta", item)), options.Level, ct),
            G = g,
            P = test.PValue,
            SmallestP = exact ? MannWhitney.SmallestAttainable(high, low) : 1.0 / (1.0 + options.Permutations),
            AdjustedP = cohort.Covariates.Count == 0 ? double.NaN : Ancova(cohort, variable, groups, item, options, seed, ct),
            Flags = flags,
        };
    }

    private static double Ancova(StudyCohort cohort, StudyVariable variable, IReadOnlyList<int> groups, string item, GroupAnalysisOptions options, RandomSeed seed, CancellationToken ct)
    {
        double[] values = [.. variable.Values.Select((v, i) => groups[i] < 0 ? double.NaN : v)];
        return RankAncova.Test(values, [.. groups.Select(g => g == 1)], [.. cohort.Covariates.Select(c => c.Values.ToArray())], seed.Stream("rank-ancova", item), options.SecondaryPermutations, ct).PValue;
    }

    private static RowStatus Status(StudyVariable variable, double[] low, double[] high, GroupAnalysisOptions options)
    {
        if (variable.IsAbsent) return new RowStatus(GroupAnalysisProblems.ColumnAbsent, $"No table has the declared endpoint '{variable.Name}'.");
        if (Math.Min(low.Length, high.Length) < options.MinimumPerGroup)
        {
            return new RowStatus(
                ProblemCodes.GroupTooSmall,
                FormattableString.Invariant($"{variable.Name}: {low.Length} and {high.Length} patients with a value; {options.MinimumPerGroup} are needed in each group for a test."));
        }

        double first = low[0];
        return Array.TrueForAll(low, v => v == first) && Array.TrueForAll(high, v => v == first)
            ? new RowStatus(ProblemCodes.Constant, FormattableString.Invariant($"{variable.Name}: all {low.Length + high.Length} values are the same."))
            : RowStatus.Ok;
    }

    private static (double[] Low, double[] High, int MissingLow, int MissingHigh) Split(StudyVariable variable, IReadOnlyList<int> groups)
    {
        List<double> low = [], high = [];
        int missingLow = 0, missingHigh = 0;
        for (int i = 0; i < groups.Count; i++)
        {
            if (groups[i] < 0) continue;
            double value = variable.Values[i];
            if (!double.IsNaN(value)) (groups[i] == 1 ? high : low).Add(value);
            else if (groups[i] == 1) missingHigh++;
            else missingLow++;
        }

        return ([.. low], [.. high], missingLow, missingHigh);
    }

    private static FeatureComparison[] Adjust(FeatureComparison[] results)
    {
        foreach (string family in results.Select(r => r.Variable.Family).Distinct())
        {
            int[] members = [.. Enumerable.Range(0, results.Length).Where(i => results[i].Variable.Family == family)];
            double[] q = PValueAdjustment.Adjust([.. members.Select(i => results[i].P)], AdjustmentMethod.BenjaminiHochberg);
            for (int k = 0; k < members.Length; k++) results[members[k]] = results[members[k]] with { Q = q[k] };
        }

        int[] primaries = [.. Enumerable.Range(0, results.Length).Where(i => results[i].Variable.IsPrimary)];
        double[] holm = PValueAdjustment.Adjust([.. primaries.Select(i => results[i].P)], AdjustmentMethod.Holm);
        for (int k = 0; k < primaries.Length; k++) results[primaries[k]] = results[primaries[k]] with { Holm = holm[k] };
        return results;
    }
}
