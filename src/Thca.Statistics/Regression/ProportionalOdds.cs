using Thca.Core.Outcomes;
using Thca.Statistics.Distributions;

namespace Thca.Statistics.Regression;

/// <summary>Maximum likelihood for the proportional-odds model (McCullagh, 1980) of an ordered grade in two groups, by Newton steps on the grouped counts.</summary>
public static class ProportionalOdds
{
    private const int MaxIterations = 100;

    /// <summary>Fits the model; grades that do not occur are dropped.</summary>
    /// <param name="first">Counts per grade of the group whose odds are reported.</param>
    /// <param name="second">Counts per grade of the other group.</param>
    /// <param name="level">Coverage of the interval.</param>
    /// <returns>A reason instead of a fit when only one grade or group occurs, or the groups overlap in at most one grade (no maximum).</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static ProportionalOddsResult Fit(ReadOnlySpan<int> first, ReadOnlySpan<int> second, double level = 0.95)
    {
        if (first.Length != second.Length) throw new ArgumentException($"{first.Length} and {second.Length} grades do not match.", nameof(second));
        var counts = new List<(int First, int Second)>();
        for (int j = 0; j < first.Length; j++) if (first[j] + second[j] > 0) counts.Add((first[j], second[j]));
        int[] a = [.. counts.Select(c => c.First)], b = [.. counts.Select(c => c.Second)];
        if (counts.Count < 2 || a.Sum() == 0 || b.Sum() == 0) return Undefined("Two grades and two groups must occur.");
        if (Top(a) <= Bottom(b) || Top(b) <= Bottom(a)) return Undefined("The groups are separated: the odds ratio has no finite estimate.");
        return Maximize(new GroupedOrdinalLikelihood(b, a), level);
    }

    private static ProportionalOddsResult Maximize(GroupedOrdinalLikelihood likelihood, double level)
    {
        double[] x = likelihood.Start();
        likelihood.Evaluate(x);
        for (int iteration = 0; iteration < MaxIterations; iteration++)
        {
            double[] factor = [.. likelihood.Information], step = [.. likelihood.Score];
            if (!SymmetricMatrix.TryCholesky(factor, x.Length)) break;
            SymmetricMatrix.SolveCholesky(factor, x.Length, step);
            double before = likelihood.Value, scale = 1;
            double[] next;
            do
            {
                next = [.. x.Select((v, i) => v + scale * step[i])];
                scale /= 2;
            }
            while ((!likelihood.Evaluate(next) || likelihood.Value < before - 1e-12 * Math.Abs(before)) && scale > 1e-10);
            x = next;
            if (step.Max(Math.Abs) < 1e-11) break;
        }

        double[] final = [.. likelihood.Information];
        if (!SymmetricMatrix.TryCholesky(final, x.Length) || likelihood.Score.Max(Math.Abs) > 1e-6) return Undefined("The likelihood has no maximum that could be found.");
        double[] covariance = SymmetricMatrix.InverseFromCholesky(final, x.Length);
        double b = x[^1], se = Math.Sqrt(covariance[^1]), z = NormalDistribution.Quantile(1 - (1 - level) / 2);
        double ratio = Math.Max(0, 2 * (likelihood.Value - likelihood.NullValue));
        return new ProportionalOddsResult
        {
            Thresholds = x[..^1], Coefficient = b, StandardError = se, Lower = Math.Exp(b - z * se), Upper = Math.Exp(b + z * se),
            LogLikelihood = likelihood.Value, LikelihoodRatio = ratio, PValue = ChiSquaredDistribution.UpperTail(ratio, 1),
        };
    }

    private static ProportionalOddsResult Undefined(string why) => new() { Reason = new Problem(ProblemCodes.Undefined, why) };

    private static int Top(int[] counts) => Array.FindLastIndex(counts, c => c > 0);

    private static int Bottom(int[] counts) => Array.FindIndex(counts, c => c > 0);
}
