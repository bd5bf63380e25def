using Thca.Core.Cohorts;
using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Randomness;
using Thca.Proteomics.Data;
using Thca.Proteomics.Panel;
using Thca.Statistics.Multiplicity;
using Thca.Statistics.Power;

namespace Thca.Proteomics.Analysis;

/// <summary>
/// Compares the proteins of a panel between the low- and the high-risk group: the ordinal question first (Mann-Whitney, exact with ties), then
/// trend and nominal tests, effect sizes with intervals, and adjustment over the panel.
/// </summary>
public static class ProteinAnalyzer
{
    /// <summary>Analyses a panel.</summary>
    /// <param name="table">Patients, groups, proteins.</param>
    /// <param name="options">Tests and their limits; default <see cref="ProteinAnalysisOptions"/>.</param>
    /// <param name="seed">Seed of permutations and bootstrap; default 42.</param>
    /// <param name="compute">Proteins tested at once; default all cores.</param>
    /// <param name="progress">Reported after every protein.</param>
    /// <param name="ct">Cancels the work.</param>
    /// <returns>One result per protein; those that cannot be tested carry a status.</returns>
    /// <exception cref="OptionsException">An option is outside its range.</exception>
    public static ProteinStudy Analyze(
        ProteinTable table,
        ProteinAnalysisOptions? options = null,
        RandomSeed? seed = null,
        ComputeOptions? compute = null,
        IProgress<WorkProgress>? progress = null,
        CancellationToken ct = default)
    {
        options ??= new ProteinAnalysisOptions();
        options.Validate();
        RandomSeed from = seed ?? RandomSeed.Default;
        bool full = table.Proteins.Count <= options.FullLimit;
        var tester = new ProteinTester(table, options, from, full);
        int done = 0;
        ProteinResult[] results = OrderedParallel.Map(
            table.Proteins.Count,
            i =>
            {
                ProteinResult result = tester.Test(table.Proteins[i], ct);
                progress?.Report(new WorkProgress("proteins", Interlocked.Increment(ref done), table.Proteins.Count, result.Protein.Column));
                return result;
            },
            compute,
            ct);
        return new ProteinStudy
        {
            Table = table,
            Options = options,
            Seed = from,
            Results = Adjust(table, results, options, from, full, ct),
            Design = Design(table.Count(RiskGroup.Low), table.Count(RiskGroup.High), options.Alpha),
            IsFull = full,
        };
    }

    private static ProteinResult[] Adjust(ProteinTable table, ProteinResult[] results, ProteinAnalysisOptions options, RandomSeed seed, bool full, CancellationToken ct)
    {
        double[] p = [.. results.Select(r => r.PPrimary)];
        double[] bonferroni = PValueAdjustment.Adjust(p, AdjustmentMethod.Bonferroni), holm = PValueAdjustment.Adjust(p, AdjustmentMethod.Holm);
        double[] q = PValueAdjustment.Adjust(p, AdjustmentMethod.BenjaminiHochberg);
        double[] prespecified = PValueAdjustment.Adjust(
            [.. results.Select(r => options.PrimaryProteins.Contains(r.Protein.Column) ? r.PPrimary : double.NaN)], AdjustmentMethod.Holm);
        bool permute = options.MaxTPermutations > 0 && (full || options.PairsAlways);
        double[]? maxT = permute ? MaxTPermutation.Adjust(table, results, options.MaxTPermutations, seed.Stream("protein-max-t", table.GroupColumn), ct) : null;
        return [.. results.Select((r, i) => r with
        {
            PBonferroni = bonferroni[i], PHolm = holm[i], Q = q[i], PPrespecified = prespecified[i], PMaxT = maxT?[i] ?? double.NaN,
        })];
    }

    private static DesignInformation Design(int low, int high, double alpha)
    {
        int n = low + high;
        return low == 0 || high == 0
            ? new DesignInformation(low, high, double.NaN, double.NaN, double.NaN, double.NaN)
            : new DesignInformation(
                low,
                high,
                MannWhitneyPower.DetectableSuperiority(n, (double)high / n, 0.8, alpha),
                ChiSquaredPower.Power(n, 0.5, 3, alpha),
                ChiSquaredPower.Power(n, 0.5, 1, alpha),
                ChiSquaredPower.Power(n, 0.3, 3, alpha));
    }
}
