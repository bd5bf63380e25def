using Thca.Core.Randomness;
using Thca.Proteomics.Panel;
using Thca.Statistics.Effects;
using Thca.Statistics.Summaries;

namespace Thca.Proteomics.Analysis;

/// <summary>Percentile intervals of effect sizes from tables drawn anew within each group.</summary>
internal static class GradeBootstrap
{
    public static (Estimate V, Estimate Gamma, Estimate SomersD, Estimate TauB) Intervals(
        int[] high, int[] low, double vCorrected, OrdinalAssociation association, int replicates, double level, RandomStream stream, CancellationToken ct)
    {
        double[] v = new double[replicates], gamma = new double[replicates], d = new double[replicates], tau = new double[replicates];
        int[] drawnHigh = new int[GradeScale.Levels], drawnLow = new int[GradeScale.Levels];
        int[] highValues = Expand(high), lowValues = Expand(low);
        for (int b = 0; b < replicates; b++)
        {
            if ((b & 0xFF) == 0) ct.ThrowIfCancellationRequested();
            Draw(highValues, drawnHigh, stream);
            Draw(lowValues, drawnLow, stream);
            OrdinalAssociation drawn = OrdinalAssociation.Of(drawnHigh, drawnLow);
            (v[b], gamma[b], d[b], tau[b]) = (CramersV.Of(drawnHigh, drawnLow).BiasCorrected, drawn.Gamma, drawn.SomersD, drawn.TauB);
        }

        return (
            Interval(vCorrected, v, level),
            Interval(association.Gamma, gamma, level),
            Interval(association.SomersD, d, level),
            Interval(association.TauB, tau, level));
    }

    private static int[] Expand(int[] counts) => [.. counts.SelectMany((n, level) => Enumerable.Repeat(level, n))];

    private static void Draw(int[] values, int[] counts, RandomStream stream)
    {
        Array.Clear(counts);
        for (int i = 0; i < values.Length; i++) counts[values[stream.NextInt(values.Length)]]++;
    }

    /// <summary>Replicates in which the measure does not exist (one grade only) do not count.</summary>
    private static Estimate Interval(double value, double[] replicates, double level)
    {
        double[] sorted = Quantiles.Sorted(Finite.Observed(replicates));
        return sorted.Length == 0
            ? new Estimate(value, double.NaN, double.NaN)
            : new Estimate(value, Quantiles.OfSorted(sorted, (1 - level) / 2), Quantiles.OfSorted(sorted, (1 + level) / 2));
    }
}
