using Thca.Statistics.Distributions;
using Thca.Statistics.Hypotheses;

namespace Thca.Statistics.Contingency;

/// <summary>Pearson's chi-squared test of independence.</summary>
public static class ChiSquaredTest
{
    /// <summary>Tests whether rows and columns are independent. Empty rows and columns are dropped; a single row or column gives 0 and p = 1.</summary>
    /// <param name="table">The counts.</param>
    /// <param name="yates">Whether a 2 x 2 table is corrected for continuity: every deviation shrinks by at most one half. Stated by every caller.</param>
    public static HypothesisTestResult Test(ContingencyTable table, bool yates)
    {
        ContingencyTable t = table.WithoutEmpty();
        int df = Math.Max(0, (t.Rows - 1) * (t.Columns - 1));
        bool corrected = yates && df == 1;
        string name = corrected ? "chi-squared, Yates" : "chi-squared";
        if (t.Total == 0) return HypothesisTestResult.Undefined(name, "The table holds no observation.");
        if (df == 0) return new HypothesisTestResult { Method = name, Statistic = 0, DegreesOfFreedom = 0, PValue = 1 };
        double[,] expected = t.Expected();
        double statistic = 0;
        for (int r = 0; r < t.Rows; r++)
        {
            for (int c = 0; c < t.Columns; c++)
            {
                double deviation = Math.Abs(t[r, c] - expected[r, c]);
                if (corrected) deviation -= Math.Min(0.5, deviation);
                statistic += deviation * deviation / expected[r, c];
            }
        }

        return new HypothesisTestResult { Method = name, Statistic = statistic, DegreesOfFreedom = df, PValue = ChiSquaredDistribution.UpperTail(statistic, df) };
    }
}
