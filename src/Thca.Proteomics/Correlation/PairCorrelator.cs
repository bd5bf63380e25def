using Thca.Core.Cohorts;
using Thca.Core.Features;
using Thca.Core.Outcomes;
using Thca.Core.Randomness;
using Thca.Proteomics.Analysis;
using Thca.Proteomics.Data;
using Thca.Proteomics.Panel;
using Thca.Statistics.Correlation;
using Thca.Statistics.Distributions;
using Thca.Statistics.Summaries;

namespace Thca.Proteomics.Correlation;

/// <summary>Correlates one pair of proteins in all scopes.</summary>
internal sealed class PairCorrelator(ProteinTable table, ProteinAnalysisOptions options, RandomSeed seed)
{
    /// <summary>Beyond this many cells of the joint table permutations of the groups are fewer.</summary>
    private const int SmallTable = 64;

    public PairCorrelation[] Correlate(ProteinValues a, ProteinValues b, CancellationToken ct)
    {
        int[] rows = [.. Enumerable.Range(0, table.Patients.Count).Where(i => table.Groups[i] != RiskGroup.None && !double.IsNaN(a.Values[i]) && !double.IsNaN(b.Values[i]))];
        int[] groups = [.. rows.Select(i => table.Groups[i])];
        double[] x = [.. rows.Select(i => a.Values[i])], y = [.. rows.Select(i => b.Values[i])];
        bool graded = a.Scale == ScaleType.Grade4 && b.Scale == ScaleType.Grade4;
        string pair = $"{a.Protein.Column}|{b.Protein.Column}";
        PairCorrelation Start(CorrelationScope scope, RowStatus status, int n) => new()
        {
            Scope = scope, ProteinA = a.Protein.Column, ProteinB = b.Protein.Column, Status = status, Count = n,
        };
        PairCorrelation Plain(CorrelationScope scope)
        {
            int[] kept = [.. Enumerable.Range(0, rows.Length).Where(i => scope == CorrelationScope.Pooled || groups[i] == (int)scope)];
            double[] u = [.. kept.Select(i => x[i])], v = [.. kept.Select(i => y[i])];
            RowStatus status = Status(u, v, pair, scope);
            return status.IsOk ? Fill(Start(scope, status, u.Length), u, v, graded, pair, ct) : Start(scope, status, u.Length);
        }

        PairCorrelation low = Plain(CorrelationScope.Low), high = Plain(CorrelationScope.High), pooled = Plain(CorrelationScope.Pooled);
        PairCorrelation within = pooled.Status.IsOk ? Within(Start(CorrelationScope.WithinGroups, pooled.Status, rows.Length), x, y, groups) : pooled with { Scope = CorrelationScope.WithinGroups };
        double difference = low.Status.IsOk && high.Status.IsOk ? Difference(x, y, groups, graded, pair, ct) : double.NaN;
        return [.. new[] { low, high, pooled, within }.Select(r => r with { PGroupDifference = difference })];
    }

    private RowStatus Status(double[] x, double[] y, string pair, CorrelationScope scope)
    {
        if (x.Length < options.MinimumPairs)
            return RowStatus.From(new Problem(ProblemCodes.TooFewPairs, FormattableString.Invariant($"{pair}, {scope}: {x.Length} complete pairs, {options.MinimumPairs} are needed.")));
        return new RankPairs(x, y).IsConstant ? RowStatus.From(new Problem(ProblemCodes.Constant, $"{pair}, {scope}: a protein is constant.")) : RowStatus.Ok;
    }

    private PairCorrelation Fill(PairCorrelation result, double[] x, double[] y, bool graded, string pair, CancellationToken ct)
    {
        CorrelationResult tau = KendallCorrelation.Compute(x, y, KendallMethod.Asymptotic), spearman = SpearmanCorrelation.Compute(x, y, options.Level);
        double pTau = tau.PValue;
        if (x.Length < options.PermutationPairs)
        {
            RandomStream stream = seed.Stream("protein-pair", $"{pair}|{result.Scope}");
            (pTau, double pSpearman) = new RankPairs(x, y).PermutationP(Centred(x), Centred(y), options.Permutations, stream, ct);
            spearman = spearman with { PValue = pSpearman, Method = "Spearman, permutation" };
        }

        return result with
        {
            TauB = tau.Coefficient,
            PTau = pTau,
            Spearman = spearman,
            Pearson = PearsonCorrelation.Compute(x, y).Coefficient,
            Polychoric = graded ? PolychoricCorrelation.Compute(Grades(x), Grades(y), GradeScale.Levels) : null,
        };
    }

    /// <summary>
    /// tau-b over pairs of patients of the same group: the scores and the untied pairs of the groups are added, and the variances of the scores
    /// for its p. Spearman: the group regressed out of the ranks.
    /// </summary>
    private static PairCorrelation Within(PairCorrelation result, double[] x, double[] y, int[] groups)
    {
        var pairs = new RankPairs(x, y);
        double score = 0, pairsX = 0, pairsY = 0, variance = 0;
        foreach (int group in (ReadOnlySpan<int>)[RiskGroup.Low, RiskGroup.High])
        {
            (double s, double px, double py) = pairs.ScoreWithin(groups, group);
            (score, pairsX, pairsY) = (score + s, pairsX + px, pairsY + py);
            int[] kept = [.. Enumerable.Range(0, groups.Length).Where(i => groups[i] == group)];
            variance += KendallScore.Variance([.. kept.Select(i => x[i])], [.. kept.Select(i => y[i])]);
        }

        if (!(pairsX > 0 && pairsY > 0)) return result with { Status = RowStatus.From(new Problem(ProblemCodes.Constant, "A protein is constant within both groups.")) };
        double[] code = [.. groups.Select(g => (double)g)];
        return result with
        {
            TauB = score / Math.Sqrt(pairsX * pairsY),
            PTau = variance > 0 ? NormalDistribution.TwoSided(score / Math.Sqrt(variance)) : double.NaN,
            Spearman = PartialSpearman.Compute(x, y, [code]),
        };
    }

    private double Difference(double[] x, double[] y, int[] groups, bool graded, string pair, CancellationToken ct)
    {
        int cells = x.Distinct().Count() * y.Distinct().Count();
        int replicates = graded || cells <= SmallTable ? options.Permutations : Math.Min(options.Permutations, options.MaxTPermutations);
        return replicates == 0 ? double.NaN : new RankPairs(x, y).GroupDifferenceP(groups, replicates, seed.Stream("protein-pair-difference", pair), ct);
    }

    private static int[] Grades(double[] values) => Array.ConvertAll(values, v => (int)v);

    private static double[] Centred(double[] values)
    {
        double[] ranks = Ranks.Of(values).Values.ToArray();
        for (int i = 0; i < ranks.Length; i++) ranks[i] -= (ranks.Length + 1) / 2.0;
        return ranks;
    }
}
