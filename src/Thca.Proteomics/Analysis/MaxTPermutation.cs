using Thca.Core.Cohorts;
using Thca.Core.Randomness;
using Thca.Proteomics.Data;
using Thca.Proteomics.Panel;
using Thca.Statistics.Multiplicity;
using Thca.Statistics.Summaries;

namespace Thca.Proteomics.Analysis;

/// <summary>Max-T over the panel: the group labels are permuted jointly for all proteins, missing values stay missing.</summary>
internal sealed class MaxTPermutation
{
    private readonly int[] _groups;
    private readonly double[][] _midranks;
    private readonly int[][] _patients;
    private readonly double[][] _deviation;

    private MaxTPermutation(ProteinTable table, IReadOnlyList<ProteinResult> results)
    {
        int[] members = [.. Enumerable.Range(0, table.Groups.Count).Where(i => table.Groups[i] != RiskGroup.None)];
        _groups = [.. members.Select(i => table.Groups[i])];
        (_midranks, _patients, _deviation) = (new double[results.Count][], new int[results.Count][], new double[results.Count][]);
        for (int p = 0; p < results.Count; p++)
        {
            if (!results[p].IsTested) continue;
            IReadOnlyList<double> values = table.Proteins[p].Values;
            _patients[p] = [.. Enumerable.Range(0, members.Length).Where(m => !double.IsNaN(values[members[m]]))];
            Ranks ranks = Ranks.Of([.. _patients[p].Select(m => values[members[m]])]);
            double n = _patients[p].Length;
            // Centred, so that the statistic is the plain sum over the High group whatever its size.
            _midranks[p] = [.. ranks.Values.ToArray().Select(r => r - (n + 1) / 2)];
            _deviation[p] = [.. Enumerable.Range(0, (int)n + 1).Select(n1 => Math.Sqrt(RankComparison.Variance(n1, n - n1, ranks.TieSum)))];
        }
    }

    /// <summary>Adjusted p-values, one per protein; NaN for those not tested.</summary>
    public static double[] Adjust(ProteinTable table, IReadOnlyList<ProteinResult> results, int permutations, RandomStream stream, CancellationToken ct)
    {
        var panel = new MaxTPermutation(table, results);
        double[] observed = [.. results.Select(r => Math.Abs(r.Z))];
        return WestfallYoung.StepDown(observed, permutations, (_, target) => panel.Next(stream, target), ct);
    }

    private void Next(RandomStream stream, double[] target)
    {
        stream.Shuffle(_groups.AsSpan());
        for (int p = 0; p < target.Length; p++)
        {
            if (_midranks[p] is not { } midranks) continue;
            double sum = 0;
            int n1 = 0;
            int[] patients = _patients[p];
            for (int i = 0; i < patients.Length; i++)
            {
                int high = _groups[patients[i]];
                n1 += high;
                sum += high * midranks[i];
            }

            double sd = _deviation[p][n1];
            target[p] = sd > 0 ? Math.Abs(sum) / sd : 0;
        }
    }
}
