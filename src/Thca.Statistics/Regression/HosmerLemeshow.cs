using Thca.Statistics.Distributions;
using Thca.Statistics.Hypotheses;
using Thca.Statistics.Summaries;

namespace Thca.Statistics.Regression;

/// <summary>The Hosmer-Lemeshow test of calibration in groups of fitted risk.</summary>
public static class HosmerLemeshow
{
    private const string Name = "Hosmer-Lemeshow";

    /// <summary>Compares observed and expected events: Σ (O-E)²/(E(1-E/n)).</summary>
    /// <param name="outcome">0 or 1 per observation.</param>
    /// <param name="fitted">Predicted probability per observation.</param>
    /// <param name="groups">Groups by type-7 quantiles of the risk, closed on the right, equal cuts merged; default 10.</param>
    /// <param name="external">Whether the probabilities come from other data: then no degrees of freedom are lost; default false (two are lost).</param>
    /// <param name="minimumExpected">Events and non-events every group must expect; with fewer, fewer groups are tried. Default 1; 0 takes the groups as they are.</param>
    public static HypothesisTestResult Test(ReadOnlySpan<double> outcome, ReadOnlySpan<double> fitted, int groups = 10, bool external = false, double minimumExpected = 1)
    {
        for (int g = groups; g >= 3; g--)
        {
            (double statistic, int used, double smallest) = Grouped(outcome, fitted, g);
            if (used < 3 || !(smallest >= minimumExpected)) continue;
            double df = external ? used : used - 2;
            return new HypothesisTestResult
            {
                Method = $"{Name}, {used} groups", Statistic = statistic, DegreesOfFreedom = df, PValue = ChiSquaredDistribution.UpperTail(statistic, df),
            };
        }

        return HypothesisTestResult.Undefined(Name, "The fitted risks do not form three groups that each expect an event and a non-event.");
    }

    private static (double Statistic, int Groups, double SmallestExpected) Grouped(ReadOnlySpan<double> outcome, ReadOnlySpan<double> fitted, int groups)
    {
        double[] cuts = [.. Quantiles.Of(fitted, [.. Enumerable.Range(0, groups + 1).Select(k => (double)k / groups)]).Distinct()];
        int used = Math.Max(1, cuts.Length - 1);
        double[] observed = new double[used], expected = new double[used], count = new double[used];
        for (int i = 0; i < outcome.Length; i++)
        {
            int k = 0;
            while (k < used - 1 && fitted[i] > cuts[k + 1]) k++;
            observed[k] += outcome[i];
            expected[k] += fitted[i];
            count[k]++;
        }

        double statistic = 0, smallest = double.PositiveInfinity;
        for (int k = 0; k < used; k++)
        {
            smallest = Math.Min(smallest, Math.Min(expected[k], count[k] - expected[k]));
            double d = observed[k] - expected[k];
            statistic += d * d / (expected[k] * (1 - expected[k] / count[k]));
        }

        return (statistic, used, smallest);
    }
}
