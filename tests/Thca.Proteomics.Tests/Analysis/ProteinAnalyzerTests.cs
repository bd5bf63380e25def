using Thca.Core.Compute;
using Thca.Core.Cohorts;
using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Core.Randomness;
using Thca.Proteomics.Analysis;
using Thca.Proteomics.Data;
using Thca.Proteomics.Panel;
using Thca.Testing;

namespace Thca.Proteomics.Tests.Analysis;

public sealed class ProteinAnalyzerTests
{
    [Fact]
    public void An_empty_group_and_four_patients()
    {
        ProteinResult none = ProteinAnalyzer.Analyze(ProteinData.Graded([3, 2, 0, 0], [0, 0, 0, 0])).Results[0];
        Assert.Equal(ProblemCodes.GroupTooSmall, none.Status.Code);
        Assert.True(double.IsNaN(none.PPrimary) && double.IsNaN(none.Q));
        ProteinResult four = ProteinAnalyzer.Analyze(ProteinData.Graded([1, 1, 0, 0], [0, 0, 1, 1])).Results[0];
        Close.To(1.0 / 3, four.PExact, 1e-12);
        Assert.Contains(ProteinProblems.Separated, four.Flags);
        Assert.NotNull(four.Grades!.ProportionalOdds.Reason);
        Assert.True(four.Superiority.Lower < 1 && four.Superiority.Upper == 1);
    }

    [Fact]
    public void Missing_values_reduce_n_per_protein()
    {
        ProteinTable table = Random(8, 40, ScaleType.Grade4, 0);
        double[] values = [.. table.Proteins[0].Values.Select((v, i) => i % 4 == 0 ? double.NaN : v)];
        table = table with { Proteins = [table.Proteins[0] with { Values = values }, .. table.Proteins.Skip(1)] };
        ProteinStudy study = ProteinAnalyzer.Analyze(table);
        Assert.Equal(30, study.Results[0].Low.Count + study.Results[0].High.Count);
        Assert.Equal(10, study.Results[0].Low.Missing + study.Results[0].High.Missing);
        Assert.All(study.Results, r => Assert.InRange(r.PMaxT, 0, 1));
    }

    [Fact]
    public void Adjusted_p_values_are_ordered_as_they_must_be()
    {
        ProteinStudy study = ProteinAnalyzer.Analyze(Random(8, 60, ScaleType.Grade4, 0.8), new ProteinAnalysisOptions { PrimaryProteins = ["P0", "P3"] });
        foreach (ProteinResult r in study.Results)
        {
            Assert.True(r.PPrimary <= r.Q + 1e-12 && r.Q <= r.PHolm + 1e-12 && r.PHolm <= r.PBonferroni + 1e-12);
            Assert.True(r.PMaxT >= 1e-4);
            Assert.Equal(r.Protein.Column is not ("P0" or "P3"), double.IsNaN(r.PPrespecified));
            Assert.True(r.Sensitivity.LeaveOneOutLowest <= r.Sensitivity.LeaveOneOutHighest);
        }

        Assert.NotEmpty(study.Significant);
    }

    [Fact]
    public void Max_t_of_one_protein_is_its_permutation_p()
    {
        ProteinStudy study = ProteinAnalyzer.Analyze(ProteinData.Graded(ProteinData.Low, ProteinData.High), new ProteinAnalysisOptions { MaxTPermutations = 50_000 });
        Assert.Equal(study.Results[0].PExact, study.Results[0].PMaxT, 0.0011);
    }

    [Fact]
    public void Swapping_the_groups_mirrors_the_effect_and_keeps_p()
    {
        ProteinResult a = ProteinAnalyzer.Analyze(ProteinData.Graded(ProteinData.Low, ProteinData.High)).Results[0];
        ProteinResult b = ProteinAnalyzer.Analyze(ProteinData.Graded(ProteinData.High, ProteinData.Low)).Results[0];
        Close.To(1 - a.Superiority.Theta, b.Superiority.Theta, 1e-12);
        Close.To(a.PExact, b.PExact, 1e-9);
        Close.To(1 - a.Superiority.Lower, b.Superiority.Upper, 1e-9);
        Close.To(a.Grades!.Exact.PFreemanHalton, b.Grades!.Exact.PFreemanHalton, 1e-9);
    }

    [Fact]
    public void Results_do_not_depend_on_the_number_of_threads()
    {
        ProteinTable table = Random(8, 34, ScaleType.Grade4, 0.5);
        ProteinStudy one = ProteinAnalyzer.Analyze(table, compute: ComputeOptions.SingleThread);
        ProteinStudy two = ProteinAnalyzer.Analyze(table, compute: new ComputeOptions { MaxDegreeOfParallelism = 2 });
        for (int i = 0; i < 8; i++)
        {
            Assert.Equal(one.Results[i].PMaxT, two.Results[i].PMaxT);
            Assert.Equal(one.Results[i].Grades!.Gamma, two.Results[i].Grades!.Gamma);
            Assert.Equal(one.Results[i].PExact, two.Results[i].PExact);
        }
    }

    [Fact]
    public void Large_graded_cohorts_switch_to_random_tables_and_say_so()
    {
        ProteinResult r = ProteinAnalyzer.Analyze(Random(1, 60, ScaleType.Grade4, 0.6), new ProteinAnalysisOptions { ExactLimit = 10, Permutations = 9_999 }).Results[0];
        Assert.Contains(ProblemCodes.MonteCarlo, r.Flags);
        ProteinResult exact = ProteinAnalyzer.Analyze(Random(1, 60, ScaleType.Grade4, 0.6)).Results[0];
        Assert.Equal(exact.PExact, r.PExact, 4.5 * Math.Sqrt(exact.PExact * (1 - exact.PExact) / 9_999) + 1e-4);
    }

    [Fact]
    public void Continuous_values_beyond_the_exact_rule_are_permuted()
    {
        ProteinResult r = ProteinAnalyzer.Analyze(Random(1, 90, ScaleType.Continuous, 0.5), new ProteinAnalysisOptions { Permutations = 9_999 }).Results[0];
        Assert.Contains(ProblemCodes.MonteCarlo, r.Flags);
        Assert.Equal(r.PAsymptotic, r.PExact, 4.5 * Math.Sqrt(r.PAsymptotic * (1 - r.PAsymptotic) / 9_999) + 1e-3);
    }

    [Fact]
    public void Wrong_options_are_named()
    {
        var options = new ProteinAnalysisOptions { Alpha = 2, CollapseCut = 9, TrendScores = [0, 1, 1, 3], Permutations = 3 };
        Assert.Equal(4, Assert.Throws<OptionsException>(() => ProteinAnalyzer.Analyze(ProteinData.Graded(ProteinData.Low, ProteinData.High), options)).Problems.Count);
    }

    [Fact]
    public void Cancellation_stops_the_work()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => ProteinAnalyzer.Analyze(Random(8, 34, ScaleType.Grade4, 0), ct: source.Token));
    }

    /// <summary>Proteins with a common shift in the High group, in standard deviations.</summary>
    internal static ProteinTable Random(int proteins, int patients, ScaleType scale, double shift, long seed = 7)
    {
        int[] groups = [.. Enumerable.Range(0, patients).Select(i => i % 2)];
        var panel = new ProteinValues[proteins];
        for (int p = 0; p < proteins; p++)
        {
            RandomStream stream = new RandomSeed(seed).Stream("test", "protein", p);
            double[] z = [.. groups.Select(g => stream.NextNormal() + shift * g)];
            panel[p] = new ProteinValues(new ProteinDefinition($"P{p}"), scale, scale == ScaleType.Grade4 ? [.. z.Select(v => v < -0.7 ? 0.0 : v < 0.1 ? 1 : v < 0.9 ? 2 : 3)] : z);
        }

        return new ProteinTable
        {
            Patients = [.. Enumerable.Range(0, patients).Select(i => new PatientId($"P{i}"))], Groups = groups, GroupColumn = "Risk_Group_Clinical", Proteins = panel,
        };
    }
}
