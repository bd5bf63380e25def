using Thca.Core.Cohorts;
using Thca.Core.Randomness;
using Thca.Proteomics.Data;
using Thca.Proteomics.Panel;
using Thca.Statistics.Hypotheses;

namespace Thca.Proteomics.Analysis;

/// <summary>Leave-one-out, exclusion of resubstitution patients, stratification.</summary>
internal sealed class SensitivityAnalysis(ProteinTable table, ProteinAnalysisOptions options, RandomSeed seed)
{
    /// <summary>Leave-one-out is quadratic in the patients for continuous proteins.</summary>
    private const int LeaveOneOutLimit = 2_000;

    private const int TertilePermutations = 9_999;

    public Sensitivity Of(ProteinValues protein, TwoGroups data, CancellationToken ct)
    {
        (double lowest, double highest) = protein.Scale == ScaleType.Grade4 ? GradedLeaveOneOut(protein, data, ct) : ContinuousLeaveOneOut(data, ct);
        return new Sensitivity(lowest, highest, WithoutResubstitution(protein, ct), Stratified(protein), Tertiles(protein, ct));
    }

    /// <summary>Leaving out any patient of the same group and grade gives the same table.</summary>
    private (double Lowest, double Highest) GradedLeaveOneOut(ProteinValues protein, TwoGroups data, CancellationToken ct)
    {
        int[][] groups = [TwoGroups.Levels(data.Low), TwoGroups.Levels(data.High)];
        double lowest = double.PositiveInfinity, highest = double.NegativeInfinity;
        foreach (int[] group in groups)
        {
            for (int level = 0; level < group.Length; level++)
            {
                if (group[level] == 0) continue;
                group[level]--;
                double p = GradeTester.ExactP(groups[0], groups[1], protein.Protein.Column, options, seed, ct);
                group[level]++;
                (lowest, highest) = (Math.Min(lowest, p), Math.Max(highest, p));
            }
        }

        return (lowest, highest);
    }

    /// <summary>By the normal approximation: the exact distribution of every subset would cost more than it tells.</summary>
    private static (double Lowest, double Highest) ContinuousLeaveOneOut(TwoGroups data, CancellationToken ct)
    {
        if (data.Total > LeaveOneOutLimit) return (double.NaN, double.NaN);
        double lowest = double.PositiveInfinity, highest = double.NegativeInfinity;
        for (int i = 0; i < data.Total; i++)
        {
            ct.ThrowIfCancellationRequested();
            int j = i - data.Low.Length;
            double[] low = j < 0 ? Without(data.Low, i) : data.Low, high = j < 0 ? data.High : Without(data.High, j);
            double p = MannWhitney.Test(high, low, MannWhitneyMethod.Asymptotic).PValue;
            (lowest, highest) = (Math.Min(lowest, p), Math.Max(highest, p));
        }

        return (lowest, highest);
    }

    private static double[] Without(double[] values, int index) => [.. values[..index], .. values[(index + 1)..]];

    private double WithoutResubstitution(ProteinValues protein, CancellationToken ct)
    {
        if (!table.Resubstituted.Contains(true)) return double.NaN;
        int[] groups = [.. table.Groups.Select((g, i) => table.Resubstituted[i] ? RiskGroup.None : g)];
        TwoGroups rest = TwoGroups.Of(protein, groups);
        if (rest.Low.Length < 2 || rest.High.Length < 2 || rest.IsConstant()) return double.NaN;
        return protein.Scale == ScaleType.Grade4
            ? GradeTester.ExactP(TwoGroups.Levels(rest.Low), TwoGroups.Levels(rest.High), protein.Protein.Column, options, seed, ct)
            : MannWhitney.Test(rest.High, rest.Low).PValue;
    }

    private double Stratified(ProteinValues protein)
    {
        if (table.Strata.Distinct().Count() < 2) return double.NaN;
        var strata = table.Strata.Distinct().Order(StringComparer.Ordinal).Select(stratum =>
        {
            TwoGroups part = TwoGroups.Of(protein, [.. table.Groups.Select((g, i) => table.Strata[i] == stratum ? g : RiskGroup.None)]);
            return (part.High, part.Low);
        });
        return VanElteren.Test([.. strata]).PValue;
    }

    private double Tertiles(ProteinValues protein, CancellationToken ct)
    {
        if (table.Tertiles.Distinct().Count(t => t >= 0) < 2) return double.NaN;
        double[][] thirds = [.. Enumerable.Range(0, 3).Select(t => protein.Values.Where((_, i) => table.Tertiles[i] == t).ToArray())];
        return JonckheereTerpstra.Permutation(thirds, seed.Stream("protein-tertiles", protein.Protein.Column), Math.Min(options.Permutations, TertilePermutations), ct).PValue;
    }
}
