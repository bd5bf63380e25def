using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Features;
using Thca.Core.Outcomes;
using Thca.Core.Randomness;
using Thca.Proteomics.Analysis;
using Thca.Proteomics.Correlation;
using Thca.Proteomics.Data;
using Thca.Proteomics.Panel;
using Thca.Proteomics.Tests.Analysis;
using Thca.Statistics.Correlation;
using Thca.Testing;

namespace Thca.Proteomics.Tests.Correlation;

public sealed class ProteinCorrelationsTests
{
    private static readonly double[] A = [0, 1, 1, 2, 2, 2, 3, 3, 0, 1, 2, 3];
    private static readonly double[] B = [0, 0, 1, 1, 2, 3, 3, 2, 1, 2, 2, 3];
    private static readonly ProteinAnalysisOptions Quick = new() { Permutations = 999 };

    [Fact]
    public void The_worked_pair_has_its_values()
    {
        PairCorrelation pooled = Pair(A, B, new ProteinAnalysisOptions { PermutationPairs = 0, Permutations = 99 }).Single(p => p.Scope == CorrelationScope.Pooled);
        Close.To(0.6792452830, pooled.TauB, 1e-9);
        Close.To(0.0075092026, pooled.PTau, 1e-7);
        Close.To(0.7696629213, pooled.Spearman.Coefficient, 1e-9);
        Close.To(0.0034169944, pooled.Spearman.PValue, 1e-7);
        Close.To(0.7631578947, pooled.Pearson, 1e-9);
    }

    [Fact]
    public void Score_and_variance_of_the_worked_pair()
    {
        (double score, double x, double y) = new RankPairs(A, B).ScoreWithin(new int[12], 0);
        Assert.Equal(36, score);
        Close.To(0.6792452830, score / Math.Sqrt(x * y), 1e-9);
        Close.To(181.3363636, KendallScore.Variance(A, B), 1e-8);
    }

    [Fact]
    public void The_interval_of_Spearman_is_the_worked_one()
    {
        ProteinTable table = ProteinData.Graded(ProteinData.Low, ProteinData.High);
        double[] group = [.. table.Groups.Select(g => (double)g)];
        CorrelationResult r = SpearmanCorrelation.Compute([.. table.Proteins[0].Values], group);
        Close.To(0.5160807421, r.Coefficient, 1e-9);
        Close.To(0.0017824899, r.PValue, 1e-6);
        Close.To(0.1937746, r.Lower, 1e-6);
        Close.To(0.7378346, r.Upper, 1e-6);
    }

    [Fact]
    public void Permutation_p_is_near_the_approximation()
    {
        PairCorrelation pooled = Pair(A, B, new ProteinAnalysisOptions { Permutations = 9_999 }).Single(p => p.Scope == CorrelationScope.Pooled);
        Assert.InRange(pooled.PTau, 0.002, 0.02);
        Assert.InRange(pooled.Spearman.PValue, 0.001, 0.012);
        Assert.Contains("permutation", pooled.Spearman.Method, StringComparison.Ordinal);
    }

    [Fact]
    public void Tau_agrees_with_the_direct_definition_on_random_data()
    {
        RandomStream stream = RandomSeed.Default.Stream("test");
        for (int repeat = 0; repeat < 50; repeat++)
        {
            double[] x = [.. Enumerable.Range(0, 23).Select(_ => (double)stream.NextInt(5))], y = [.. Enumerable.Range(0, 23).Select(_ => Math.Round(3 * stream.NextNormal()))];
            Close.To(KendallCorrelation.Compute(x, y).Coefficient, new RankPairs(x, y).TauB(), 1e-12);
        }
    }

    [Fact]
    public void Group_differences_mix_into_the_pooled_correlation_but_not_within()
    {
        RandomStream stream = RandomSeed.Default.Stream("test");
        int[] groups = [.. Enumerable.Range(0, 80).Select(i => i % 2)];
        double[] x = [.. groups.Select(g => stream.NextNormal() + 3 * g)], y = [.. groups.Select(g => stream.NextNormal() + 3 * g)];
        IReadOnlyList<PairCorrelation> rows = ProteinCorrelations.Analyze(Table(groups, x, y), Quick);
        PairCorrelation pooled = rows.Single(p => p.Scope == CorrelationScope.Pooled), within = rows.Single(p => p.Scope == CorrelationScope.WithinGroups);
        Assert.True(pooled.TauB > 0.4 && pooled.PTau < 1e-6);
        Assert.True(Math.Abs(within.TauB) < 0.2 && within.PTau > 0.01);
        Assert.True(Math.Abs(within.Spearman.Coefficient) < 0.3);
    }

    [Fact]
    public void A_correlation_that_turns_between_the_groups_is_found()
    {
        RandomStream stream = RandomSeed.Default.Stream("test");
        int[] groups = [.. Enumerable.Range(0, 40).Select(i => i % 2)];
        double[] x = [.. groups.Select(_ => stream.NextNormal())], y = [.. groups.Select((g, i) => (g == 1 ? x[i] : -x[i]) + 0.3 * stream.NextNormal())];
        IReadOnlyList<PairCorrelation> rows = ProteinCorrelations.Analyze(Table(groups, x, y), Quick);
        Assert.All(rows, r => Assert.Equal(0.001, r.PGroupDifference));
        Assert.True(rows.Single(r => r.Scope == CorrelationScope.High).TauB > 0.5 && rows.Single(r => r.Scope == CorrelationScope.Low).TauB < -0.5);
    }

    [Fact]
    public void Few_pairs_and_constant_proteins_carry_a_status()
    {
        IReadOnlyList<PairCorrelation> few = Pair([1, 2, 3, 0], [1, 2, 3, 0], Quick);
        Assert.All(few, p => Assert.Equal(ProblemCodes.TooFewPairs, p.Status.Code));
        IReadOnlyList<PairCorrelation> constant = Pair(A, [.. A.Select(_ => 2.0)], Quick);
        Assert.Equal(ProblemCodes.Constant, constant.Single(p => p.Scope == CorrelationScope.Pooled).Status.Code);
        Assert.All(constant, p => Assert.True(double.IsNaN(p.TauB)));
    }

    [Fact]
    public void A_panel_has_every_pair_in_every_scope_whatever_the_threads()
    {
        ProteinTable table = ProteinAnalyzerTests.Random(8, 34, ScaleType.Grade4, 0.5);
        IReadOnlyList<PairCorrelation> one = ProteinCorrelations.Analyze(table, Quick, compute: ComputeOptions.SingleThread);
        IReadOnlyList<PairCorrelation> two = ProteinCorrelations.Analyze(table, Quick, compute: new ComputeOptions { MaxDegreeOfParallelism = 2 });
        Assert.Equal(28 * 4, one.Count);
        Assert.Equal(one.Select(p => (p.PTau, p.Q, p.PGroupDifference)), two.Select(p => (p.PTau, p.Q, p.PGroupDifference)));
        Assert.Empty(ProteinCorrelations.Analyze(ProteinAnalyzerTests.Random(201, 20, ScaleType.Continuous, 0)));
    }

    [Fact]
    public void Features_are_chosen_by_family_and_joined_by_patient()
    {
        ProteinTable table = ProteinAnalyzerTests.Random(2, 30, ScaleType.Grade4, 0.5);
        double[] follows = [.. table.Proteins[0].Values.Select((v, i) => v + 0.01 * i)];
        string[] keys = [.. table.Patients.Select(p => p.Value)];
        var ited = new FeatureTable(keys, [new FeatureColumn("iTED_firstorder_Mean", follows), new FeatureColumn("iTED_firstorder_Mean_CI_lower", follows), new FeatureColumn("age", follows)]);
        var nuclei = new FeatureTable([.. keys.Take(4)], [new FeatureColumn("tumour_area_um2_cv", follows[..4])]);
        IReadOnlyList<FeatureCorrelation> rows = ProteinFeatureCorrelations.Analyze(table, [ited, nuclei]);
        Assert.Equal(["iTED_firstorder_Mean", "tumour_area_um2_cv"], rows.Where(r => r.Protein == "P0").Select(r => r.Feature));
        FeatureCorrelation strong = rows.Single(r => r.Protein == "P0" && r.Family == FeatureFamily.Ited);
        Assert.True(strong.Spearman.Coefficient > 0.9 && strong.Q < 1e-6 && strong.Partial.Coefficient > 0.8);
        FeatureCorrelation few = rows.Single(r => r.Protein == "P0" && r.Family == FeatureFamily.NuclearIth);
        Assert.True(few.IsPrimary);
        Assert.Equal(ProblemCodes.TooFewPairs, few.Status.Code);
        Assert.Throws<TableException>(() => ProteinFeatureCorrelations.Analyze(table, [new FeatureTable(keys, [new FeatureColumn("age", follows)])]));
        Assert.Throws<TableException>(() => ProteinFeatureCorrelations.Analyze(table, [ited, ited]));
    }

    private static IReadOnlyList<PairCorrelation> Pair(double[] x, double[] y, ProteinAnalysisOptions options) =>
        ProteinCorrelations.Analyze(Table([.. Enumerable.Range(0, x.Length).Select(i => i % 2)], x, y), options);

    private static ProteinTable Table(int[] groups, double[] x, double[] y)
    {
        ScaleType Scale(double[] v) => v.All(g => g is 0 or 1 or 2 or 3) ? ScaleType.Grade4 : ScaleType.Continuous;
        return ProteinAnalyzerTests.Random(1, groups.Length, ScaleType.Continuous, 0) with
        {
            Groups = groups, Proteins = [new ProteinValues(new ProteinDefinition("A"), Scale(x), x), new ProteinValues(new ProteinDefinition("B"), Scale(y), y)],
        };
    }
}
