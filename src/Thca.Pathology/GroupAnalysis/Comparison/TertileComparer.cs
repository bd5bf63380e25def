using Thca.Core.Compute;
using Thca.Core.Features;
using Thca.Core.Outcomes;
using Thca.Core.Randomness;
using Thca.Pathology.GroupAnalysis.Inputs;
using Thca.Statistics.Hypotheses;
using Thca.Statistics.Multiplicity;

namespace Thca.Pathology.GroupAnalysis.Comparison;

/// <summary>Compares features over the ordered thirds of the predicted risk.</summary>
internal static class TertileComparer
{
    private const int Thirds = 3;

    public static IReadOnlyList<TertileComparison> Compare(StudyCohort cohort, GroupAnalysisOptions options, RandomSeed seed, ComputeOptions? compute, CancellationToken ct)
    {
        if (!Enumerable.Range(0, Thirds).All(t => cohort.Tertiles.Contains(t))) return [];
        TertileComparison[] results = OrderedParallel.Map(cohort.Variables.Count, i => One(cohort, cohort.Variables[i], options, seed, ct), compute, ct);
        foreach (string family in results.Select(r => r.Variable.Family).Distinct())
        {
            int[] members = [.. Enumerable.Range(0, results.Length).Where(i => results[i].Variable.Family == family)];
            double[] q = PValueAdjustment.Adjust([.. members.Select(i => results[i].TrendP)], AdjustmentMethod.BenjaminiHochberg);
            for (int k = 0; k < members.Length; k++) results[members[k]] = results[members[k]] with { Q = q[k] };
        }

        return results;
    }

    private static TertileComparison One(StudyCohort cohort, StudyVariable variable, GroupAnalysisOptions options, RandomSeed seed, CancellationToken ct)
    {
        double[][] all = [.. Enumerable.Range(0, Thirds).Select(t => variable.Values.Where((_, i) => cohort.Tertiles[i] == t).ToArray())];
        double[][] groups = [.. all.Select(g => Statistics.Summaries.Finite.Observed(g))];
        var result = new TertileComparison { Variable = variable, Thirds = [.. all.Select(g => GroupSummary.Of(g))], Status = RowStatus.Ok };
        if (groups.Min(g => g.Length) < options.MinimumPerGroup)
            return result with { Status = new RowStatus(ProblemCodes.GroupTooSmall, FormattableString.Invariant($"{variable.Name}: {string.Join(", ", groups.Select(g => g.Length))} patients with a value in the thirds; {options.MinimumPerGroup} are needed in each.")) };
        if (groups.SelectMany(g => g).Distinct().Count() == 1) return result with { Status = new RowStatus(ProblemCodes.Constant, $"{variable.Name}: all values are the same.") };
        HypothesisTestResult trend = JonckheereTerpstra.Permutation(groups, seed.Stream("tertile-trend", variable.Name), options.SecondaryPermutations, ct);
        double n = groups.Sum(g => g.Length), expected = (n * n - groups.Sum(g => (double)g.Length * g.Length)) / 4;
        return result with { KruskalP = KruskalWallis.Test(groups).PValue, TrendP = trend.PValue, Trend = trend.Statistic - expected };
    }
}
