using Thca.Core.Randomness;
using Thca.Proteomics.Panel;
using Thca.Statistics.Contingency;
using Thca.Statistics.Effects;
using Thca.Statistics.Hypotheses;
using Thca.Statistics.Regression;

namespace Thca.Proteomics.Analysis;

/// <summary>Runs all tests of a graded protein.</summary>
internal static class GradeTester
{
    public static GradeComparison Compare(int[] low, int[] high, string protein, ProteinAnalysisOptions options, RandomSeed seed, CancellationToken ct)
    {
        var cells = new int[2, GradeScale.Levels];
        for (int j = 0; j < GradeScale.Levels; j++) (cells[0, j], cells[1, j]) = (low[j], high[j]);
        var table = new ContingencyTable(cells);
        int[] totals = table.ColumnSums();
        double[] scores = [.. options.TrendScores];
        CramersV v = CramersV.Of(table);
        OrdinalAssociation association = OrdinalAssociation.Of(high, low);
        (Estimate vInterval, Estimate gamma, Estimate somers, Estimate tau) = GradeBootstrap.Intervals(
            high, low, v.BiasCorrected, association, options.BootstrapReplicates, options.Level, seed.Stream("protein-bootstrap", protein), ct);
        (double smallest, int belowFive, bool unreliable) = Reliability(table);
        return new GradeComparison
        {
            Exact = TwoRowPermutation.Test(high, low, scores, Permutation(protein, options, seed), ct),
            Trend = CochranArmitage.Test(high, totals, scores),
            LinearByLinear = LinearByLinear.Test(high, low, scores),
            ProportionalOdds = ProportionalOdds.Fit(high, low, options.Level),
            ChiSquare = ChiSquaredTest.Test(table.WithoutEmpty(), yates: false),
            Expected = table.Expected(),
            SmallestExpected = smallest,
            ExpectedBelowFive = belowFive,
            ChiSquareUnreliable = unreliable,
            CramersV = v.Value,
            CramersVCorrected = vInterval,
            Association = association,
            Gamma = gamma,
            SomersD = somers,
            TauB = tau,
            HighShareDifference = Difference(high, low, options),
            PCollapsed = Collapsed(high, low, options.CollapseCut),
        };
    }

    /// <summary>Exact Mann-Whitney p of a table, for leave-one-out.</summary>
    public static double ExactP(int[] low, int[] high, string protein, ProteinAnalysisOptions options, RandomSeed seed, CancellationToken ct) =>
        TwoRowPermutation.Test(high, low, default, Permutation(protein, options, seed), ct).PMidrank;

    private static TwoRowPermutationOptions Permutation(string protein, ProteinAnalysisOptions options, RandomSeed seed) =>
        new() { MaximumTables = options.ExactLimit, Replicates = options.Permutations, Seed = seed, Item = protein };

    private static (double Smallest, int BelowFive, bool Unreliable) Reliability(ContingencyTable table)
    {
        double[] expected = [.. table.WithoutEmpty().Expected().Cast<double>()];
        int below = expected.Count(e => e < 5);
        double smallest = expected.DefaultIfEmpty(double.NaN).Min();
        return (smallest, below, smallest < 1 || below > 0.2 * expected.Length);
    }

    private static Estimate Difference(int[] high, int[] low, ProteinAnalysisOptions options)
    {
        (double d, double lower, double upper) = ProportionInterval.Newcombe(
            high.Skip(options.CollapseCut).Sum(), high.Sum(), low.Skip(options.CollapseCut).Sum(), low.Sum(), options.Level);
        return new Estimate(d, lower, upper);
    }

    private static double Collapsed(int[] high, int[] low, int cut)
    {
        var table = new ContingencyTable(new[,] { { high.Take(cut).Sum(), high.Skip(cut).Sum() }, { low.Take(cut).Sum(), low.Skip(cut).Sum() } });
        return FisherExact.Test(table).PValue;
    }
}
