using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Features;
using Thca.Core.Outcomes;
using Thca.Heterogeneity.Subregions;
using Thca.Statistics.Clustering;
using Thca.Statistics.Legacy;
using Thca.Statistics.Summaries;

namespace Thca.Heterogeneity.Ited;

/// <summary>
/// Intra-tumour ecological diversity: for every feature the sub-regions' values are modelled by a one-dimensional Gaussian mixture with k
/// by BIC; iTED is the spread of the component means. Its unit is that of the feature.
/// </summary>
public static class ItedAnalyzer
{
    /// <summary>Computes iTED of every feature. The result does not depend on the number of threads.</summary>
    /// <param name="table">Sub-regions and their features.</param>
    /// <param name="options">Settings.</param>
    /// <param name="patient">Name of the case; distinguishes sub-streams of the seed.</param>
    /// <param name="compute">Threads to use.</param>
    /// <param name="progress">Features finished.</param>
    /// <param name="ct">Stops between features.</param>
    /// <exception cref="OptionsException">A setting is out of range.</exception>
    public static ItedResult Analyze(
        SubregionTable table,
        ItedOptions options,
        string patient = "",
        ComputeOptions? compute = null,
        IProgress<WorkProgress>? progress = null,
        CancellationToken ct = default) => Analyze(table, options, patient, null, compute, progress, ct);

    /// <summary>As above; in Reference mode the bootstrap goes on with a generator that earlier steps have used.</summary>
    internal static ItedResult Analyze(
        SubregionTable table, ItedOptions options, string patient, Mt19937? draws, ComputeOptions? compute, IProgress<WorkProgress>? progress, CancellationToken ct)
    {
        options.Validate();
        int[][][]? legacy = options.IsReference ? LegacyResamples(table, options, draws) : null;
        int[][] shared = options.IsReference ? [] : SharedResamples(table.RowCount, options, patient);
        int finished = 0;
        ItedFeature[] features = OrderedParallel.Map(
            table.Columns.Count,
            c =>
            {
                ItedFeature feature = One(table.Columns[c], options, patient, legacy?[c], shared);
                progress?.Report(new WorkProgress("iTED", Interlocked.Increment(ref finished), table.Columns.Count, feature.Name));
                return feature;
            },
            compute,
            ct);
        return new ItedResult(features);
    }

    private static ItedFeature One(FeatureColumn column, ItedOptions options, string patient, int[][]? legacy, int[][] shared)
    {
        int[] rows = [.. Enumerable.Range(0, column.Count).Where(r => !double.IsNaN(column[r]))];
        var empty = new ItedFeature { Name = column.Name, Count = rows.Length };
        if (rows.Length < 2) return empty with { Reason = new Problem("ITED_TOO_FEW_VALUES", FormattableString.Invariant($"{rows.Length} sub-region(s) have a value of {column.Name}; at least 2 are needed.")) };
        double[] values = Array.ConvertAll(rows, r => column[r]);
        if (Array.Exists(values, double.IsInfinity)) return empty with { Reason = new Problem(ProblemCodes.Undefined, $"{column.Name} is infinite in a sub-region.") };

        var mixture = new FeatureMixture(values, options, $"{patient}/{column.Name}");
        if (!options.IsReference && mixture.IsConstant) return WithInterval(empty with { Value = 0, Weighted = 0, Scaled = 0, Components = 1 }, [0], options);
        if (mixture.Select() is not { } fit) return empty with { Reason = new Problem("ITED_NO_FIT", $"No mixture of {column.Name} could be fitted.") };
        double value = mixture.Spread(fit);
        ItedFeature point = empty with
        {
            Value = value,
            Components = fit.Components,
            Weighted = mixture.WeightedSpread(fit),
            Scaled = mixture.StandardDeviation > 0 ? value / mixture.StandardDeviation : 0,
        };
        int[][] resamples = legacy ?? Restrict(shared, rows, column.Count);
        return WithInterval(point, Replicates(mixture, point, resamples, options), options);
    }

    private static double[] Replicates(FeatureMixture mixture, ItedFeature point, int[][] resamples, ItedOptions options)
    {
        if (point.Count < options.MinValuesForInterval) return [];
        var values = new double[resamples.Length];
        for (int b = 0; b < values.Length; b++) values[b] = mixture.Resampled(resamples[b], b, point.Components) ?? point.Value;
        return values;
    }

    private static ItedFeature WithInterval(ItedFeature point, double[] replicates, ItedOptions options)
    {
        if (options.BootstrapReplicates == 0) return point;
        if (point.Count < options.MinValuesForInterval || replicates.Length == 0)
            return point with { IntervalReason = new Problem("ITED_INTERVAL_TOO_FEW_VALUES", FormattableString.Invariant($"{point.Count} sub-regions have a value; an interval needs {options.MinValuesForInterval}.")) };
        double tail = (1 - options.Confidence) / 2;
        double[] limits = Quantiles.Of(replicates, [tail, 1 - tail]);
        return point with { Lower = limits[0], Upper = limits[1] };
    }

    // One generator serves all features one after another, so all draws are made before the parallel fits.
    private static int[][][] LegacyResamples(SubregionTable table, ItedOptions options, Mt19937? draws)
    {
        draws ??= new Mt19937(unchecked((uint)options.Seed.Value));
        var resamples = new int[table.Columns.Count][][];
        for (int c = 0; c < resamples.Length; c++)
        {
            int m = 0;
            foreach (double v in table.Columns[c].Values) m += double.IsNaN(v) ? 0 : 1;
            resamples[c] = m < options.MinValuesForInterval ? [] : new int[options.BootstrapReplicates][];
            for (int b = 0; b < resamples[c].Length; b++) resamples[c][b] = draws.Choice(m, m);
        }

        return resamples;
    }

    // Whole sub-regions are drawn once per replicate for all features, which keeps the features' dependence.
    private static int[][] SharedResamples(int rows, ItedOptions options, string patient)
    {
        var resamples = new int[options.BootstrapReplicates][];
        for (int b = 0; b < resamples.Length; b++)
        {
            Core.Randomness.RandomStream stream = options.Seed.Stream("ited-boot", patient, b);
            resamples[b] = new int[rows];
            for (int i = 0; i < rows; i++) resamples[b][i] = stream.NextInt(rows);
        }

        return resamples;
    }

    // Positions of the drawn rows among those that have a value; the others drop out.
    private static int[][] Restrict(int[][] resamples, int[] rows, int total)
    {
        if (rows.Length == total) return resamples;
        var position = new int[total];
        Array.Fill(position, -1);
        for (int i = 0; i < rows.Length; i++) position[rows[i]] = i;
        return Array.ConvertAll(resamples, drawn => drawn.Where(r => position[r] >= 0).Select(r => position[r]).ToArray());
    }
}
