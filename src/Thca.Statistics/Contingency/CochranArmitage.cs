using Thca.Statistics.Distributions;
using Thca.Statistics.Hypotheses;

namespace Thca.Statistics.Contingency;

/// <summary>The Cochran-Armitage test for a trend of a proportion over ordered levels, two-sided. The statistic is Z.</summary>
public static class CochranArmitage
{
    /// <summary>
    /// S = Σ x·T1 - p Σ x·c with variance p(1-p)(Σ x²c - (Σ x·c)²/N), where T1 counts events, c all observations of a level and p = events/N.
    /// </summary>
    /// <param name="events">Events at every level.</param>
    /// <param name="totals">Observations at every level.</param>
    /// <param name="scores">Score of every level; empty means 0, 1, 2, …</param>
    public static HypothesisTestResult Test(ReadOnlySpan<int> events, ReadOnlySpan<int> totals, ReadOnlySpan<double> scores = default)
    {
        const string name = "Cochran-Armitage trend";
        if (events.Length != totals.Length || (scores.Length > 0 && scores.Length != totals.Length))
            throw new ArgumentException($"{events.Length} event counts, {totals.Length} totals and {scores.Length} scores do not match.", nameof(events));
        double n = 0, cases = 0, xt = 0, xc = 0, xxc = 0;
        for (int j = 0; j < totals.Length; j++)
        {
            double x = scores.Length > 0 ? scores[j] : j;
            n += totals[j];
            cases += events[j];
            xt += x * events[j];
            xc += x * totals[j];
            xxc += x * x * totals[j];
        }

        double p = cases / n, variance = p * (1 - p) * (xxc - xc * xc / n);
        if (!(variance > 0)) return HypothesisTestResult.Undefined(name, "Only one level or only one outcome occurs.");
        double z = (xt - p * xc) / Math.Sqrt(variance);
        return new HypothesisTestResult { Method = name, Statistic = z, PValue = NormalDistribution.TwoSided(z) };
    }
}
