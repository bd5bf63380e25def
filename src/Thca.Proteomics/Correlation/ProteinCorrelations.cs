using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Randomness;
using Thca.Proteomics.Analysis;
using Thca.Proteomics.Data;
using Thca.Statistics.Multiplicity;

namespace Thca.Proteomics.Correlation;

/// <summary>Correlations between the proteins of a panel, within and across the risk groups, and their difference between the groups.</summary>
public static class ProteinCorrelations
{
    /// <summary>Correlates every pair of proteins.</summary>
    /// <param name="table">Patients, groups, proteins.</param>
    /// <param name="options">Limits and permutations; default <see cref="ProteinAnalysisOptions"/>.</param>
    /// <param name="seed">Seed of the permutations; default 42.</param>
    /// <param name="compute">Pairs at once; default all cores.</param>
    /// <param name="progress">Reported after every pair.</param>
    /// <param name="ct">Cancels the work.</param>
    /// <returns>Four rows per pair, pairs in panel order; empty for panels beyond the full limit.</returns>
    /// <exception cref="OptionsException">An option is outside its range.</exception>
    public static IReadOnlyList<PairCorrelation> Analyze(
        ProteinTable table,
        ProteinAnalysisOptions? options = null,
        RandomSeed? seed = null,
        ComputeOptions? compute = null,
        IProgress<WorkProgress>? progress = null,
        CancellationToken ct = default)
    {
        options ??= new ProteinAnalysisOptions();
        options.Validate();
        ProteinValues[] proteins = [.. table.Proteins.Where(p => !p.Absent)];
        if (proteins.Length > options.FullLimit && !options.PairsAlways) return [];
        var pairs = new List<(ProteinValues A, ProteinValues B)>();
        for (int i = 0; i < proteins.Length; i++)
            for (int j = i + 1; j < proteins.Length; j++) pairs.Add((proteins[i], proteins[j]));
        var correlator = new PairCorrelator(table, options, seed ?? RandomSeed.Default);
        int done = 0;
        PairCorrelation[][] results = OrderedParallel.Map(
            pairs.Count,
            i =>
            {
                PairCorrelation[] rows = correlator.Correlate(pairs[i].A, pairs[i].B, ct);
                progress?.Report(new WorkProgress("protein pairs", Interlocked.Increment(ref done), pairs.Count));
                return rows;
            },
            compute,
            ct);
        return Adjust([.. results.SelectMany(r => r)]);
    }

    private static PairCorrelation[] Adjust(PairCorrelation[] rows)
    {
        foreach (CorrelationScope scope in Enum.GetValues<CorrelationScope>())
        {
            int[] family = [.. Enumerable.Range(0, rows.Length).Where(i => rows[i].Scope == scope)];
            double[] q = PValueAdjustment.Adjust([.. family.Select(i => rows[i].PTau)], AdjustmentMethod.BenjaminiHochberg);
            for (int k = 0; k < family.Length; k++) rows[family[k]] = rows[family[k]] with { Q = q[k] };
        }

        return rows;
    }
}
